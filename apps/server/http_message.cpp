#include "apps/server/http_message.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace hamstring::server {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;

constexpr std::string_view content_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src "
    "'self'; "
    "manifest-src 'self'; worker-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'";

}  // namespace

Request request_of(const HttpHead& message, std::int64_t now, bool secure) {
  const auto field = [&](http::field name) { return std::string(message[name]); };
  Request request;
  request.method = std::string(message.method_string());
  set_target(request, {message.target().data(), message.target().size()});
  request.host = field(http::field::host);
  request.origin = field(http::field::origin);
  request.fetch_site = std::string(message["Sec-Fetch-Site"]);
  request.content_type = field(http::field::content_type);
  request.cookie = field(http::field::cookie);
  request.accept_language = field(http::field::accept_language);
  request.page = std::string(message["Hamstring-Page"]);
  request.phrase = percent_decoded(std::string(message["Hamstring-Phrase"]));
  request.user_agent = field(http::field::user_agent);
  request.now = now;
  request.secure = secure;
  return request;
}

std::string head_of(const Reply& reply, unsigned version, bool keep_alive, std::uint64_t length) {
  http::response<http::empty_body> response(static_cast<http::status>(reply.status), version);
  response.set(http::field::content_type, reply.type);
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Referrer-Policy", "no-referrer");
  response.set("Cross-Origin-Opener-Policy", "same-origin");
  response.set("Cross-Origin-Resource-Policy", "same-origin");
  response.set("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
  response.set("Content-Security-Policy", beast::string_view(content_policy.data(), content_policy.size()));
  response.set(http::field::cache_control, "no-store");
  for (const auto& [name, value] : reply.headers) {
    // Several cookies are several headers.
    if (name == "Set-Cookie")
      response.insert(http::field::set_cookie, value);
    else
      response.set(name, value);
  }
  response.keep_alive(keep_alive);
  response.content_length(length);

  std::string head = version == 10 ? "HTTP/1.0 " : "HTTP/1.1 ";
  head += std::to_string(response.result_int()) + ' ' + std::string(response.reason()) + "\r\n";
  for (const auto& field : response)
    head += std::string(field.name_string()) + ": " + std::string(field.value()) + "\r\n";
  return head + "\r\n";
}

std::optional<Request> parse_request(std::string_view bytes, std::int64_t now) {
  http::request_parser<http::string_body> parser;
  parser.eager(true);
  beast::error_code code;
  parser.put(boost::asio::buffer(bytes.data(), bytes.size()), code);
  if (code || !parser.is_header_done()) return std::nullopt;
  Request request = request_of(parser.get(), now, false);
  request.body = std::move(parser.get().body());
  return request;
}

}  // namespace hamstring::server
