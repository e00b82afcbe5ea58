// How requests and replies go over a connection: in pieces of any size, one after another, to files and from
// files.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <chrono>
#include <random>

#include "core/file.h"
#include "tests/api/open_server.h"
#include "tests/support/temp_folder.h"

namespace hamstring::test {
namespace {

using namespace std::chrono_literals;

/// What came back on one request.
struct Returned {
  std::string head, body;
  [[nodiscard]] int status() const { return head.size() > 12 ? std::stoi(head.substr(9, 3)) : 0; }
};

/// Somebody on one connection, who reads as many replies as there are.
class Caller {
 public:
  explicit Caller(tcp::socket socket) : socket_(std::move(socket)) {}

  void send(const std::string& text) {
    boost::system::error_code code;
    asio::write(socket_, asio::buffer(text), code);
  }
  void says_no_more() {
    boost::system::error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
  }
  std::string head() {
    boost::system::error_code code;
    const std::size_t n = asio::read_until(socket_, asio::dynamic_buffer(come_), "\r\n\r\n", code);
    std::string head = code ? std::string() : come_.substr(0, n);
    come_.erase(0, head.size());
    return head;
  }
  /// The next reply; `head_alone`: it was asked with HEAD.
  Returned reply(bool head_alone = false) {
    Returned returned{.head = head(), .body = {}};
    const std::size_t at = returned.head.find("Content-Length: ");
    if (head_alone || at == std::string::npos) return returned;
    const std::size_t length = std::stoul(returned.head.substr(at + 16));
    boost::system::error_code code;
    if (come_.size() < length)
      asio::read(socket_, asio::dynamic_buffer(come_), asio::transfer_exactly(length - come_.size()), code);
    returned.body = come_.substr(0, length);
    come_.erase(0, length);
    return returned;
  }
  /// What still comes until the other side closes.
  std::string rest() { return come_ + Open::rest(socket_); }
  tcp::socket& socket() { return socket_; }

 private:
  tcp::socket socket_;
  std::string come_;
};

std::string noise(std::size_t bytes) {
  std::mt19937 random(7);
  std::string text(bytes, '\0');
  for (char& c : text) c = static_cast<char>(random() & 0xff);
  return text;
}

std::string in_chunks(const std::string& body, std::size_t each) {
  std::string text;
  for (std::size_t at = 0; at < body.size(); at += each) {
    const std::string chunk = body.substr(at, each);
    text += fmt::format("{:x};of=no-use\r\n", chunk.size()) + chunk + "\r\n";
  }
  return text + "0\r\nX-Trailer: nothing\r\n\r\n";
}

std::string request(const std::string& line, const std::string& more = {}) {
  return line + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + more + "\r\n";
}

class HttpWire : public ::testing::Test {
 protected:
  /// Tells what it was asked; spools what goes to /imports.
  void open(server::ListenOptions options = {}) {
    if (options.seconds_max == server::ListenOptions{}.seconds_max) options.seconds_max = 10;
    open_.emplace(server::Answerer{.answer =
                                       [this](server::Request& asked) {
                                         ++answered_;
                                         return answer(asked);
                                       },
                                   .spool = [this](const server::Request& asked) { return spool(asked); }},
                  options);
  }

  server::Reply answer(const server::Request& asked) {
    if (asked.path == "/file") {
      server::Reply reply;
      reply.type = "application/octet-stream";
      reply.file = std::make_shared<server::FilePieces>(::open((folder_ / "file").c_str(), O_RDONLY));
      return reply;
    }
    if (asked.path == "/long") return text(std::string(std::size_t{24} << 20, 'x'));
    return text(asked.method + " " + asked.path + " " +
                (asked.spooled ? "spooled " + read_file(asked.spooled->path()).value() : asked.body));
  }

  std::optional<std::shared_ptr<server::SpoolFile>> spool(const server::Request& asked) {
    if (asked.path != "/api/v1/imports") return std::shared_ptr<server::SpoolFile>();
    if (asked.phrase == "no disk") return std::nullopt;
    const std::string path = (folder_ / ("spool" + std::to_string(++spooled_))).string();
    const int handle = asked.phrase == "full disk" ? ::open("/dev/full", O_WRONLY)
                                                   : ::open(path.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
    return std::make_shared<server::SpoolFile>(path, handle);
  }

  Caller caller() { return Caller(open_->connection()); }

  TempFolder folder_;
  std::atomic<int> answered_ = 0, spooled_ = 0;
  std::optional<Open> open_;
};

TEST_F(HttpWire, a_request_is_understood_however_it_is_cut) {
  open();
  const std::string whole =
      request("POST /api/v1/story", "Content-Type: application/json\r\nContent-Length: 9\r\n") +
      "{\"a\": 12}";
  Caller byte_by_byte = caller();
  byte_by_byte.socket().set_option(tcp::no_delay(true));
  for (const char byte : whole) {
    byte_by_byte.send(std::string(1, byte));
    std::this_thread::sleep_for(1ms);
  }
  EXPECT_EQ(byte_by_byte.reply().body, "POST /api/v1/story {\"a\": 12}");
  // Cut once, at every place: in a name, between the ends of lines, between header and body.
  Caller cut = caller();
  cut.socket().set_option(tcp::no_delay(true));
  for (std::size_t at = 1; at < whole.size(); ++at) {
    cut.send(whole.substr(0, at));
    std::this_thread::sleep_for(1ms);
    cut.send(whole.substr(at));
    ASSERT_EQ(cut.reply().body, "POST /api/v1/story {\"a\": 12}") << at;
  }
}

TEST_F(HttpWire, requests_that_come_together_are_answered_one_after_another) {
  open();
  Caller caller = HttpWire::caller();
  const std::string body(50'000, 'b');
  const std::string post = request("POST /api/v1/story", "Content-Length: 50000\r\n") + body;
  const std::string spooled = request("POST /api/v1/imports", "Content-Length: 50000\r\n") + body;
  const std::string chunks =
      request("POST /api/v1/story", "Transfer-Encoding: chunked\r\n") + in_chunks("chunks", 4);
  caller.send(request("GET /one") + post + request("HEAD /two") + spooled + chunks + request("GET /three") +
              "GET /fo");
  EXPECT_EQ(caller.reply().body, "GET /one ");
  EXPECT_EQ(caller.reply().body, "POST /api/v1/story " + body);
  EXPECT_EQ(caller.reply(true).status(), 200);
  EXPECT_EQ(caller.reply().body, "POST /api/v1/imports spooled " + body);
  EXPECT_EQ(caller.reply().body, "POST /api/v1/story chunks");
  EXPECT_EQ(caller.reply().body, "GET /three ");
  caller.send("ur HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
  const Returned last = caller.reply();
  EXPECT_EQ(last.body, "GET /four ");
  EXPECT_NE(last.head.find("Connection: close\r\n"), std::string::npos);
  EXPECT_EQ(caller.rest(), "");
}

TEST_F(HttpWire, a_long_body_arrives_as_it_was_sent_in_memory_and_in_a_file_whole_and_in_chunks) {
  open();
  const std::string body = noise(3'000'001);
  for (const auto& [path, said] : {std::pair("/api/v1/lab", "POST /api/v1/lab "),
                                   std::pair("/api/v1/imports", "POST /api/v1/imports spooled ")}) {
    for (const std::size_t chunk : {std::size_t{0}, std::size_t{999}, std::size_t{70'000}}) {
      Caller caller = HttpWire::caller();
      const std::string line = "POST " + std::string(path);
      for (int twice = 0; twice < 2; ++twice) {
        if (chunk == 0)
          caller.send(request(line, "Content-Length: 3000001\r\n") + body);
        else
          caller.send(request(line, "Transfer-Encoding: chunked\r\n") + in_chunks(body, chunk));
        EXPECT_TRUE(caller.reply().body == said + body) << path << " in chunks of " << chunk;
      }
    }
  }
}

TEST_F(HttpWire, who_asks_before_sending_is_told_to_go_on_and_who_is_refused_is_not) {
  open();
  for (const char* path : {"/api/v1/story", "/api/v1/imports"}) {
    Caller caller = HttpWire::caller();
    caller.send(request("POST " + std::string(path), "Expect: 100-continue\r\nContent-Length: 5\r\n"));
    EXPECT_EQ(caller.head(), "HTTP/1.1 100 Continue\r\n\r\n") << path;
    caller.send("hello");
    EXPECT_TRUE(caller.reply().body.ends_with(" hello")) << path;
  }
  Caller refused = caller();
  refused.send(request("POST /api/v1/story", "Expect: 100-continue\r\nContent-Length: 5000000\r\n"));
  EXPECT_EQ(refused.reply().status(), 413);
}

TEST_F(HttpWire, whoever_asks_for_the_head_alone_gets_no_body_and_may_go_on) {
  ASSERT_TRUE(write_file(folder_ / "file", "content"));
  open();
  Caller caller = HttpWire::caller();
  for (const char* path : {"/one", "/file"}) {
    caller.send(request("HEAD " + std::string(path)));
    EXPECT_EQ(caller.reply(true).status(), 200) << path;
  }
  caller.send(request("GET /after"));
  EXPECT_EQ(caller.reply().body, "GET /after ");
}

TEST_F(HttpWire, a_refusal_reaches_whoever_is_still_sending) {
  open();
  const std::string sent(5'000'000, 'x');
  const std::string length = "Content-Length: 5000000\r\n", chunked = "Transfer-Encoding: chunked\r\n";
  const std::string full = "Hamstring-Phrase: full%20disk\r\n", none = "Hamstring-Phrase: no%20disk\r\n";
  struct Case {
    std::string request;
    int status;
  };
  const std::vector<Case> cases{
      {request("POST /api/v1/story", length) + sent, 413},
      {request("POST /api/v1/story", chunked) + in_chunks(sent, 10'000), 413},
      {request("POST /api/v1/story", chunked) + "4;" + sent,
       413},  // what stands between chunks has no length
      {request("POST /api/v1/imports", chunked) + "4\r\nmore\r\n0\r\nX-Trailer: " + sent, 413},
      {request("POST /api/v1/imports", full + length) + sent, 507},
      {request("POST /api/v1/imports", full + chunked) + in_chunks(sent, 10'000), 507},
      {request("POST /api/v1/imports", none + length) + sent, 507},
      {request("GET /", "X-Long: " + sent + "\r\n"), 431},
      {"GET /" + sent, 431},
  };
  for (const Case& one : cases) {
    Caller caller = HttpWire::caller();
    caller.send(one.request);
    caller.says_no_more();
    const Returned returned = caller.reply();
    EXPECT_EQ(returned.status(), one.status) << one.request.substr(0, 120);
    EXPECT_NE(returned.head.find("Connection: close\r\n"), std::string::npos);
    EXPECT_FALSE(returned.body.empty());
    EXPECT_EQ(caller.rest(), "");
  }
  EXPECT_EQ(answered_, 0);
}

TEST_F(HttpWire, a_file_goes_out_as_it_is_and_the_connection_stays_open) {
  open();
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, std::size_t{65'536}, std::size_t{1'000'003}}) {
    const std::string content = noise(size);
    ASSERT_TRUE(write_file(folder_ / "file", content));
    Caller caller = HttpWire::caller();
    for (int twice = 0; twice < 2; ++twice) {
      caller.send(request("GET /file"));
      const Returned returned = caller.reply();
      EXPECT_EQ(returned.status(), 200);
      EXPECT_TRUE(returned.body == content) << size;
    }
  }
}

TEST_F(HttpWire, what_breaks_off_is_not_answered) {
  open();
  for (const std::string& part :
       {request("POST /api/v1/story", "Content-Length: 10\r\n") + "half", std::string("GET /status HTT"),
        request("POST /api/v1/imports", "Content-Length: 10\r\n") + "half",
        request("POST /api/v1/story", "Transfer-Encoding: chunked\r\n") + "4\r\nhalf\r\n",
        request("POST /api/v1/story", "Transfer-Encoding: chunked\r\n") + "zz\r\n"}) {
    Caller caller = HttpWire::caller();
    caller.send(part);
    caller.says_no_more();
    EXPECT_EQ(caller.rest(), "") << part;
  }
  EXPECT_EQ(answered_, 0);
  // Whoever has said all and listens on gets the reply.
  Caller caller = HttpWire::caller();
  caller.send(request("GET /half-closed"));
  caller.says_no_more();
  EXPECT_EQ(caller.reply().body, "GET /half-closed ");
  EXPECT_EQ(caller.rest(), "");
}

TEST_F(HttpWire, an_old_caller_is_answered_in_its_version_and_let_go) {
  open();
  Caller caller = HttpWire::caller();
  caller.send("GET /old HTTP/1.0\r\n\r\n");
  const Returned returned = caller.reply();
  EXPECT_TRUE(returned.head.starts_with("HTTP/1.0 200 OK\r\n")) << returned.head;
  EXPECT_EQ(returned.body, "GET /old ");
  EXPECT_EQ(caller.rest(), "");
  Caller stays = HttpWire::caller();
  for (int twice = 0; twice < 2; ++twice) {
    stays.send("GET /old HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_NE(stays.reply().head.find("Connection: keep-alive\r\n"), std::string::npos);
  }
}

TEST_F(HttpWire, a_body_that_comes_too_slowly_is_given_up) {
  open({.seconds_max = 1});
  for (const char* path : {"/api/v1/story", "/api/v1/imports"}) {
    Caller caller = HttpWire::caller();
    caller.send(request("POST " + std::string(path), "Content-Length: 1000\r\n"));
    const double took = seconds_of([&] {
      for (int i = 0; i < 20; ++i) {  // always a byte in time, all of them not
        caller.send("x");
        std::this_thread::sleep_for(100ms);
      }
      EXPECT_EQ(caller.rest(), "") << path;
    });
    EXPECT_LT(took, 8.0) << path;
  }
  EXPECT_EQ(answered_, 0);
  // A long one has a time for each piece: it may take longer than one of them.
  Caller caller = HttpWire::caller();
  const std::string piece(100'000, 'x');
  caller.send(request("POST /api/v1/imports", "Content-Length: 500000\r\n"));
  for (int i = 0; i < 5; ++i) {
    caller.send(piece);
    std::this_thread::sleep_for(300ms);
  }
  EXPECT_EQ(caller.reply().status(), 200);
}

TEST_F(HttpWire, who_takes_a_reply_slower_than_the_slowest_line_is_let_go) {
  ASSERT_TRUE(write_file(folder_ / "file", std::string(std::size_t{24} << 20, 'f')));
  // A second, and the second that a line of 16 MiB/s needs.
  open({.seconds_max = 1, .slowest_taker = std::size_t{16} << 20});
  for (const char* path : {"/long", "/file"}) {
    Caller caller = HttpWire::caller();
    // Where the kernel keeps up to 32 MiB for a reader that lags, the whole reply may lie there before
    // anybody is slow.
    caller.socket().set_option(asio::socket_base::receive_buffer_size(256 << 10));
    caller.send(request("GET " + std::string(path)));
    std::size_t came = 0;
    std::vector<char> piece(std::size_t{1} << 20);
    boost::system::error_code code;
    while (!code) {
      came += asio::read(caller.socket(), asio::buffer(piece), code);
      std::this_thread::sleep_for(300ms);
    }
    EXPECT_LT(came, std::size_t{24} << 20) << path;
    EXPECT_GT(came, 0U) << path;
  }
}

}  // namespace
}  // namespace hamstring::test
