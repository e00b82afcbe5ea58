// Files over HTTP, piece by piece: no more than one of them is in memory.
#pragma once

#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <algorithm>
#include <chrono>
#include <vector>

#include "apps/server/http_message.h"

namespace hamstring::server {

constexpr std::size_t file_piece_max = std::size_t{64} * 1024;  ///< [bytes]

struct FileTimes {
  std::chrono::seconds piece{30};                ///< for each piece
  std::size_t slowest = std::size_t{16} * 1024;  ///< as a whole: as long as a line of so much needs [bytes/s]
};

enum class Arrived { whole_and_open, whole, too_long, no_room, broken_off };

/// A body whose header was read, into `file`. Whole, and open where another request may follow.
template <class Stream, class Parser>
boost::asio::awaitable<Arrived> take_in(Stream& stream, boost::beast::flat_buffer& buffer, Parser& header,
                                        unsigned version, const SpoolFile& file, std::size_t limit,
                                        FileTimes times) {
  namespace http = boost::beast::http;
  constexpr boost::asio::as_tuple_t<boost::asio::use_awaitable_t<>> as_value;
  auto& lowest = boost::beast::get_lowest_layer(stream);
  const bool asks_first = boost::beast::iequals(header.get()[http::field::expect], "100-continue");
  http::request_parser<http::buffer_body> parser(std::move(header));
  parser.body_limit(limit);
  if (asks_first) {
    http::response<http::empty_body> go_on(http::status::continue_, version);
    (void)co_await http::async_write(stream, go_on, as_value);
  }
  std::vector<char> piece(file_piece_max);
  const auto end =
      std::chrono::steady_clock::now() + times.piece + std::chrono::seconds(limit / times.slowest);
  while (!parser.is_done()) {
    parser.get().body().data = piece.data();
    parser.get().body().size = piece.size();
    lowest.expires_at(std::min(end, std::chrono::steady_clock::now() + times.piece));
    auto [code, n] = co_await http::async_read(stream, buffer, parser, as_value);
    if (code == http::error::body_limit) co_return Arrived::too_long;
    if (code && code != http::error::need_buffer) co_return Arrived::broken_off;
    if (!file.write({piece.data(), piece.size() - parser.get().body().size})) co_return Arrived::no_room;
  }
  co_return parser.get().keep_alive() ? Arrived::whole_and_open : Arrived::whole;
}

/// The file of a reply, read while it is sent. Whether another request may follow.
template <class Stream>
boost::asio::awaitable<bool> send_file(Stream& stream, const Reply& reply, unsigned version, bool keep_alive,
                                       FileTimes times) {
  namespace http = boost::beast::http;
  constexpr boost::asio::as_tuple_t<boost::asio::use_awaitable_t<>> as_value;
  auto& lowest = boost::beast::get_lowest_layer(stream);
  auto response = file_response_of(reply, version, keep_alive);
  const std::uint64_t size = reply.file->size();
  const auto end =
      std::chrono::steady_clock::now() + times.piece + std::chrono::seconds(size / times.slowest);
  http::response_serializer<http::buffer_body> serializer(response);
#ifdef __clang_analyzer__  // It takes Asio's awaitable for one that was never begun.
  co_return response.need_eof() && end < std::chrono::steady_clock::now();
#else
  lowest.expires_at(std::chrono::steady_clock::now() + times.piece);
  auto [head_code, head_size] = co_await http::async_write_header(stream, serializer, as_value);
  if (head_code) co_return false;
  std::vector<char> piece(file_piece_max);
  for (std::uint64_t at = 0; at < size;) {
    const std::size_t n = reply.file->read(at, piece.data(), piece.size());
    if (n == 0) co_return false;  // the other side sees that less came than was announced
    at += n;
    response.body().data = piece.data();
    response.body().size = n;
    response.body().more = at < size;
    lowest.expires_at(std::min(end, std::chrono::steady_clock::now() + times.piece));
    auto [code, sent] = co_await http::async_write(stream, serializer, as_value);
    if (code && code != http::error::need_buffer) co_return false;
  }
  co_return size > 0 && keep_alive;
#endif
}

}  // namespace hamstring::server
