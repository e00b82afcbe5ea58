// Between Beast's messages and ours.
#pragma once

#include <boost/beast/http.hpp>
#include <cstdint>
#include <optional>
#include <string_view>

#include "apps/server/message.h"

namespace hamstring::server {

using HttpRequest = boost::beast::http::request<boost::beast::http::string_body>;
using HttpResponse = boost::beast::http::response<boost::beast::http::string_body>;

using HttpFileResponse = boost::beast::http::response<boost::beast::http::buffer_body>;

/// Without its body, which comes later. `now`: UTC seconds since 1970.
[[nodiscard]] Request request_of(const HttpRequest& message, std::int64_t now, bool secure);
/// With the headers that keep a page to itself; without the body where only the `head` was asked for.
[[nodiscard]] HttpResponse response_of(Reply reply, unsigned version, bool keep_alive, bool head);
/// The same of a reply whose file is sent piece by piece after it.
[[nodiscard]] HttpFileResponse file_response_of(const Reply& reply, unsigned version, bool keep_alive);
/// A whole request in one piece of text, as it comes over the wire; nothing where it is not one.
[[nodiscard]] std::optional<Request> parse_request(std::string_view bytes, std::int64_t now);

}  // namespace hamstring::server
