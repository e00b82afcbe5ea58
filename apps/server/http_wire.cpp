#include "apps/server/http_wire.h"

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace hamstring::server {

/// When a message has to be through that may be so long, and until when the piece of it that begins now. In
/// no unnamed namespace: coroutines that are known outside hold it.
class Deadlines {
 public:
  Deadlines(std::uint64_t length, Pace pace)
      : piece_(pace.piece),
        end_(Wire::Clock::now() + pace.piece + std::chrono::seconds(length / pace.slowest)) {}
  void begin_piece(Wire& wire) const { wire.expires_at(std::min(end_, Wire::Clock::now() + piece_)); }

 private:
  std::chrono::seconds piece_;
  Wire::Clock::time_point end_;
};

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using beast::error_code;

constexpr std::size_t file_piece_max = std::size_t{64} * 1024;  // [bytes]
constexpr std::size_t head_piece = std::size_t{4} * 1024;       // most headers are one
constexpr std::size_t between_chunks_max = std::size_t{16} * 1024;

bool arrived(const http::basic_parser<true>& parser, bool whole) {
  return whole ? parser.is_done() : parser.is_header_done();
}

/// Reads until the header is there, or the whole message; `parsed` is called after each piece. The other
/// side's silence before the end is an error: no request ends with it.
asio::awaitable<error_code> feed(Wire& wire, beast::flat_buffer& buffer, http::basic_parser<true>& parser,
                                 bool whole, const std::function<void()>& parsed) {
  parser.eager(whole);
  const std::size_t piece = whole ? file_piece_max : head_piece;
  while (!arrived(parser, whole)) {
    if (buffer.size() > 0) {
      error_code code;
      buffer.consume(parser.put(buffer.data(), code));
      if (code && code != http::error::need_more) co_return code;
      if (arrived(parser, whole)) break;
      parsed();
      // Beast bounds the header and the body, not what stands between chunks.
      if (whole && buffer.size() > between_chunks_max) co_return http::error::body_limit;
    }
    const auto [code, n] = co_await wire.read_some(buffer.prepare(piece));
    if (code) co_return code;
    buffer.commit(n);
  }
  co_return error_code{};
}

/// Takes away from the front what has been sent.
void shorten(Pieces& pieces, std::size_t sent) {
  for (asio::const_buffer& piece : pieces) {
    const std::size_t n = std::min(sent, piece.size());
    piece += n;
    sent -= n;
  }
}

Pieces alone(const std::string& text) {
  return {asio::buffer(text), asio::const_buffer()};
}

std::string go_on(unsigned version) {
  return version == 10 ? "HTTP/1.0 100 Continue\r\n\r\n" : "HTTP/1.1 100 Continue\r\n\r\n";
}

asio::awaitable<bool> write_all(Wire& wire, Pieces pieces, const std::function<void()>& before_each) {
  while (asio::buffer_size(pieces) > 0) {
    before_each();
    const auto [code, n] = co_await wire.write_some(pieces);
    if (code) co_return false;
    shorten(pieces, n);
  }
  co_return true;
}

}  // namespace

void ArrivingBody::reader::init(const boost::optional<std::uint64_t>& length, error_code& code) {
  // Whoever sets the limit of the body has made sure that so much may be held.
  if (length && !body_.file) body_.text.reserve(*length);
  code = {};
}

std::size_t ArrivingBody::reader::put(asio::const_buffer piece, error_code& code) {
  code = {};
  const std::string_view text(static_cast<const char*>(piece.data()), piece.size());
  body_.size += text.size();
  if (!body_.file)
    body_.text += text;
  else if (!body_.file->write(text))
    code = make_error_code(boost::system::errc::no_space_on_device);
  return text.size();
}

asio::awaitable<error_code> read_head(Wire& wire, beast::flat_buffer& buffer, RequestParser& parser) {
  const std::function<void()> nothing = [] {};
  co_return co_await feed(wire, buffer, parser, false, nothing);
}

asio::awaitable<error_code> read_body(Wire& wire, beast::flat_buffer& buffer, RequestParser& parser) {
  const std::function<void()> nothing = [] {};
  co_return co_await feed(wire, buffer, parser, true, nothing);
}

asio::awaitable<error_code> read_long_body(Wire& wire, beast::flat_buffer& buffer, RequestParser& parser,
                                           std::size_t limit, Pace pace) {
  const Deadlines deadlines(limit, pace);
  const std::uint64_t& size = parser.get().body().size;
  std::uint64_t begun_at = 0;
  const std::function<void()> parsed = [&] {
    if (size - begun_at < file_piece_max) return;
    begun_at = size;
    deadlines.begin_piece(wire);
  };
  deadlines.begin_piece(wire);
  co_return co_await feed(wire, buffer, parser, true, parsed);
}

asio::awaitable<void> ask_for_body(Wire& wire, const RequestParser& parser) {
  if (!beast::iequals(parser.get()[http::field::expect], "100-continue")) co_return;
  const std::string text = go_on(parser.get().version());
  const Pieces pieces = alone(text);
  const std::function<void()> nothing = [] {};
  (void)co_await write_all(wire, pieces, nothing);  // whoever did not get it is not heard either
}

asio::awaitable<bool> write_text(Wire& wire, std::string head, std::string body, Pace pace) {
  const Deadlines deadlines(body.size(), pace);
  const std::function<void()> before_each = [&] { deadlines.begin_piece(wire); };
  const Pieces pieces{asio::buffer(head), asio::buffer(body)};
  co_return co_await write_all(wire, pieces, before_each);
}

asio::awaitable<bool> write_file(Wire& wire, std::string head, std::shared_ptr<const FilePieces> file,
                                 Pace pace) {
  const std::uint64_t size = file->size();
  const Deadlines deadlines(size, pace);
  const std::function<void()> nothing = [] {};
  std::vector<char> piece(file_piece_max);
  for (std::uint64_t at = 0; at < size || !head.empty();) {
    const std::size_t n = at < size ? file->read(at, piece.data(), piece.size()) : 0;
    if (n == 0 && at < size) co_return false;  // the other side sees that less came than was announced
    at += n;
    const Pieces pieces{asio::buffer(head), asio::buffer(piece.data(), n)};
    deadlines.begin_piece(wire);
    if (!co_await write_all(wire, pieces, nothing)) co_return false;
    head.clear();
  }
  co_return true;
}

}  // namespace hamstring::server
