// HTTP over a wire: Beast's parser is fed with what comes, heads, texts and files go in pieces. Nobody's time
// is unbounded, and of a file no more than a piece is in memory.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/parser.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "apps/server/message.h"
#include "apps/server/wire.h"

namespace hamstring::server {

/// The body of a request while it arrives: held, or written to a file where there is one.
struct ArrivingBody {
  struct value_type {  // NOLINT(readability-identifier-naming): Beast's name
    std::string text{};
    std::shared_ptr<const SpoolFile> file{};
    std::uint64_t size = 0;  ///< of what has arrived [bytes]
  };

  class reader {  // NOLINT(readability-identifier-naming): Beast's name
   public:
    template <bool is_request, class Fields>
    reader(boost::beast::http::header<is_request, Fields>&, value_type& body) : body_(body) {}
    void init(const boost::optional<std::uint64_t>& length, boost::beast::error_code& code);
    std::size_t put(boost::asio::const_buffer piece, boost::beast::error_code& code);
    static void finish(boost::beast::error_code& code) { code = {}; }

   private:
    value_type& body_;
  };
};
using RequestParser = boost::beast::http::request_parser<ArrivingBody>;

struct Pace {
  std::chrono::seconds piece{30};                ///< for each piece
  std::size_t slowest = std::size_t{16} * 1024;  ///< as a whole: as long as a line of so much needs [bytes/s]
};

/// Up to the end of the header, in the time that the wire has. What comes after it stays in the buffer.
[[nodiscard]] boost::asio::awaitable<boost::beast::error_code> read_head(Wire& wire,
                                                                         boost::beast::flat_buffer& buffer,
                                                                         RequestParser& parser);
/// The rest of the request, in the time that the wire has.
[[nodiscard]] boost::asio::awaitable<boost::beast::error_code> read_body(Wire& wire,
                                                                         boost::beast::flat_buffer& buffer,
                                                                         RequestParser& parser);
/// The same at a pace, where it may be as long as `limit` [bytes]. `no_space_on_device` where its file takes
/// no more.
[[nodiscard]] boost::asio::awaitable<boost::beast::error_code> read_long_body(
    Wire& wire, boost::beast::flat_buffer& buffer, RequestParser& parser, std::size_t limit, Pace pace);

/// Tells whoever asks before sending a body that it may come.
[[nodiscard]] boost::asio::awaitable<void> ask_for_body(Wire& wire, const RequestParser& parser);
/// Whether all of it went.
[[nodiscard]] boost::asio::awaitable<bool> write_text(Wire& wire, std::string head, std::string body,
                                                      Pace pace);
/// The same of a file, read while it is sent.
[[nodiscard]] boost::asio::awaitable<bool> write_file(Wire& wire, std::string head,
                                                      std::shared_ptr<const FilePieces> file, Pace pace);

}  // namespace hamstring::server
