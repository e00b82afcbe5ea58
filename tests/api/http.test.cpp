// The transport itself, over real sockets on the loopback: limits, broken requests, headers.
#include "apps/server/http_server.h"

#include <gtest/gtest.h>

#include <boost/asio.hpp>
#include <thread>

#include "tests/api/instance.h"

namespace hamstring::test {
namespace {

using boost::asio::ip::tcp;

class Http : public ::testing::Test {
 protected:
  void SetUp() override {
    auto listening = server::HttpServer::listen(
        instance_.app(),
        {.threads = 2, .connections_max = 16, .seconds_max = 2, .clock = [this] { return instance_.now; }});
    ASSERT_TRUE(listening) << listening.error().text();
    server_ = std::move(*listening);
    thread_ = std::jthread([this] { server_->run(); });
  }
  void TearDown() override { server_->stop(); }

  /// Everything the server sends until it closes, or a short silence.
  std::string exchange(const std::string& sent) {
    boost::asio::io_context context;
    tcp::socket socket(context);
    socket.connect({boost::asio::ip::make_address("127.0.0.1"), server_->port()});
    boost::system::error_code code;
    boost::asio::write(socket, boost::asio::buffer(sent), code);
    socket.shutdown(tcp::socket::shutdown_send, code);
    std::string received;
    boost::asio::read(socket, boost::asio::dynamic_buffer(received), code);
    return received;
  }
  std::string get(const std::string& target, const std::string& more = {}) {
    return exchange("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:8790\r\nConnection: close\r\n" + more +
                    "\r\n");
  }

  Instance instance_;
  std::unique_ptr<server::HttpServer> server_;
  std::jthread thread_;
};

TEST_F(Http, replies_carry_the_headers_that_keep_a_page_to_itself) {
  const std::string reply = get("/api/v1/status");
  EXPECT_TRUE(reply.starts_with("HTTP/1.1 200"));
  for (const char* header :
       {"Content-Security-Policy: default-src 'none'", "X-Content-Type-Options: nosniff",
        "Referrer-Policy: no-referrer", "Cache-Control: no-store", "Cross-Origin-Opener-Policy: same-origin"})
    EXPECT_NE(reply.find(header), std::string::npos) << header;
}

TEST_F(Http, files_come_from_the_folder_of_the_app_and_from_nowhere_else) {
  ASSERT_TRUE(write_file(instance_.folder() / "web" / "index.html", "<!doctype html>the app"));
  ASSERT_TRUE(write_file(instance_.folder() / "secret.txt", "secret"));
  EXPECT_NE(get("/").find("the app"), std::string::npos);
  for (const char* target : {"/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "//etc/passwd",
                             "/assets/../../secret.txt", "/a.db", "/.%00./secret.txt", "/web/../../a.db"})
    EXPECT_TRUE(get(target).starts_with("HTTP/1.1 404")) << target;
}

TEST_F(Http, too_long_a_body_is_refused_before_it_is_read) {
  const std::string reply = exchange(
      "POST /api/v1/login HTTP/1.1\r\nHost: 127.0.0.1:8790\r\nContent-Type: application/json\r\n"
      "Content-Length: 999999999\r\n\r\n{");
  EXPECT_TRUE(reply.starts_with("HTTP/1.1 413")) << reply.substr(0, 80);
  // A body that does not say how long it is is counted while it comes.
  std::string chunked =
      "POST /api/v1/login HTTP/1.1\r\nHost: 127.0.0.1:8790\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 20; ++i) chunked += "400\r\n" + std::string(1024, 'x') + "\r\n";
  EXPECT_TRUE(exchange(chunked + "0\r\n\r\n").starts_with("HTTP/1.1 413"));
}

TEST_F(Http, too_long_headers_are_refused) {
  const std::string reply = get("/api/v1/status", "X-Long: " + std::string(40'000, 'x') + "\r\n");
  EXPECT_TRUE(reply.starts_with("HTTP/1.1 431")) << reply.substr(0, 80);
}

TEST_F(Http, nonsense_is_dropped_and_the_next_request_is_answered) {
  for (const std::string& nonsense :
       {std::string("\x16\x03\x01\x02"), std::string("GET\r\n\r\n"), std::string(3000, '\0'),
        std::string("POST /api/v1/login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n"),
        std::string("GET /api/v1/status HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: "
                    "5\r\nTransfer-Encoding: chunked\r\n\r\n")})
    (void)exchange(nonsense);
  EXPECT_TRUE(get("/api/v1/status").starts_with("HTTP/1.1 200"));
}

TEST_F(Http, json_that_is_deep_broken_or_something_else_is_refused) {
  const auto post = [&](const std::string& body) {
    return exchange(
        "POST /api/v1/story HTTP/1.1\r\nHost: 127.0.0.1:8790\r\nConnection: close\r\nContent-Type: "
        "application/json\r\nContent-Length: " +
        std::to_string(body.size()) + "\r\n\r\n" + body);
  };
  for (const std::string& body : {std::string(20'000, '['), std::string("{\"a\":"), std::string("[]"),
                                  std::string("nul"), std::string("{\"zone\":\"\xff\xfe\"}")})
    EXPECT_TRUE(post(body).starts_with("HTTP/1.1 400")) << body.substr(0, 20);
}

TEST_F(Http, an_address_that_is_no_text_is_refused_and_text_of_any_language_is_not) {
  for (const char* target : {"/api/v1/people/%E7", "/api/v1/library?language=%C0%AF",
                             "/api/v1/people/%ED%A0%80", "/api/v1/sources/%F5%80%80%80", "/%FF"})
    EXPECT_TRUE(get(target).starts_with("HTTP/1.1 400")) << target;
  for (const char* target :
       {"/api/v1/sources/%E2%9C%93", "/api/v1/sources/%F0%9F%92%A9", "/api/v1/sources/%C3%BC"})
    EXPECT_TRUE(get(target).starts_with("HTTP/1.1 404")) << target;
}

TEST_F(Http, a_slow_caller_is_let_go_and_others_are_served_meanwhile) {
  boost::asio::io_context context;
  std::vector<tcp::socket> slow;
  for (int i = 0; i < 8; ++i) {
    slow.emplace_back(context).connect({boost::asio::ip::make_address("127.0.0.1"), server_->port()});
    boost::asio::write(slow.back(), boost::asio::buffer(std::string("GET /api/v1/sta")));
  }
  EXPECT_TRUE(get("/api/v1/status").starts_with("HTTP/1.1 200"));
  std::string received;
  boost::system::error_code code;
  boost::asio::read(slow.front(), boost::asio::dynamic_buffer(received),
                    code);  // returns once the server hangs up
  EXPECT_TRUE(code);
}

}  // namespace
}  // namespace hamstring::test
