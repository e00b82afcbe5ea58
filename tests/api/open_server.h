// A server that listens on the loopback, with whatever answers, and what asks it.
#pragma once

#include <gtest/gtest.h>

#include <boost/asio.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "apps/server/http_server.h"

namespace hamstring::test {

namespace asio = boost::asio;
using asio::ip::tcp;

/// A server with its thread; ends with the value.
class Open {
 public:
  Open(server::Answerer answerer, server::ListenOptions options) {
    if (!options.clock) options.clock = [] { return std::int64_t{0}; };
    take(server::HttpServer::listen(std::move(answerer), options));
  }
  Open(server::App& app, const server::ListenOptions& options) {
    take(server::HttpServer::listen(app, options));
  }
  ~Open() {
    if (server_) server_->stop();
  }

  tcp::socket connection() {
    tcp::socket socket(context_);
    socket.connect({asio::ip::make_address("127.0.0.1"), server_->port()});
    return socket;
  }
  /// All that comes until the other side closes.
  static std::string rest(tcp::socket& socket) {
    std::string received;
    boost::system::error_code code;
    asio::read(socket, asio::dynamic_buffer(received), code);
    return received;
  }
  std::string exchange(const std::string& sent) {
    tcp::socket socket = connection();
    boost::system::error_code code;
    asio::write(socket, asio::buffer(sent), code);
    return rest(socket);
  }
  std::string get(const std::string& path, const std::string& more = {}) {
    return exchange("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + more + "\r\n");
  }

 private:
  void take(Result<std::unique_ptr<server::HttpServer>> listening) {
    ASSERT_TRUE(listening) << listening.error().text();
    server_ = std::move(*listening);
    thread_ = std::jthread([this] { server_->run(); });
  }
  asio::io_context context_;
  std::unique_ptr<server::HttpServer> server_;
  std::jthread thread_;
};

inline double seconds_of(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

inline server::Reply text(std::string body) {
  return {.status = 200, .type = "text/plain", .body = std::move(body), .headers = {}};
}

}  // namespace hamstring::test
