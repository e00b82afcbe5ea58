#include "apps/server/http_server.h"

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <atomic>
#include <chrono>
#include <csignal>
#include <thread>
#include <vector>

#include "apps/server/http_message.h"

namespace hamstring::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using Token = asio::as_tuple_t<asio::use_awaitable_t<>>;
constexpr Token as_value;

class Server final : public HttpServer {
 public:
  Server(Answerer answerer, ListenOptions options)
      : answerer_(std::move(answerer)),
        options_(std::move(options)),
        context_(options_.threads),
        acceptor_(context_) {}

  Result<void> open() {
    boost::system::error_code code;
    if (!options_.certificate.empty()) {
      tls_.emplace(asio::ssl::context::tls_server);
      tls_->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                        asio::ssl::context::no_tlsv1_1 | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
      // Of TLS 1.2 only what gives each session a key of its own and seals what it sends; all of TLS 1.3
      // does.
      constexpr const char* suites = "ECDHE+AESGCM:ECDHE+CHACHA20";
      if (SSL_CTX_set_cipher_list(tls_->native_handle(), suites) != 1)
        return failure(Error{.message = "this machine's TLS library has none of the suites that are safe"});
      tls_->use_certificate_chain_file(options_.certificate, code);
      if (!code) tls_->use_private_key_file(options_.key, asio::ssl::context::pem, code);
      if (code) {
        return failure(Error{.message = "the certificate or its key cannot be read",
                             .file = options_.certificate,
                             .advice = "Both have to be PEM files that belong together."});
      }
    }
    const auto address = asio::ip::make_address(options_.address, code);
    if (code) return failure(Error{.message = "this is not an address: " + options_.address});
    const tcp::endpoint endpoint(address, options_.port);
    acceptor_.open(endpoint.protocol(), code);
    if (!code) acceptor_.set_option(asio::socket_base::reuse_address(true), code);
    if (!code) acceptor_.bind(endpoint, code);
    if (!code) acceptor_.listen(asio::socket_base::max_listen_connections, code);
    if (code) {
      return failure(
          Error{.message = "the port " + std::to_string(options_.port) + " is taken or not allowed",
                .advice = "Choose another one: hamstring serve --port 8123."});
    }
    return {};
  }

  [[nodiscard]] std::uint16_t port() const override { return acceptor_.local_endpoint().port(); }

  void run() override {
    asio::co_spawn(context_, accept(), asio::detached);
    if (options_.stop_on_signals) {
      signals_.emplace(context_, SIGINT, SIGTERM);
      signals_->async_wait([this](const boost::system::error_code& code, int) {
        if (!code) stop();
      });
    }
    std::vector<std::jthread> helpers;
    for (int i = 1; i < options_.threads; ++i) helpers.emplace_back([this] { context_.run(); });
    context_.run();
  }

  void stop() override { context_.stop(); }

 private:
  asio::awaitable<void> accept() {
    while (acceptor_.is_open()) {
      auto [code, socket] = co_await acceptor_.async_accept(asio::make_strand(context_), as_value);
      if (code) {  // too many open files, say: not at once again
        asio::steady_timer pause(context_, std::chrono::milliseconds(50));
        co_await pause.async_wait(as_value);
        continue;
      }
      if (connections_ >= options_.connections_max)
        continue;  // closing at once tells the other side to come again
      const auto executor = socket.get_executor();
      if (tls_) {
        asio::co_spawn(executor, serve_tls(std::move(socket)), asio::detached);
      } else {
        asio::co_spawn(executor, serve_plain(std::move(socket)), asio::detached);
      }
    }
  }

  asio::awaitable<void> serve_plain(tcp::socket socket) {
    const Counted counted(connections_);
    beast::tcp_stream stream(std::move(socket));
    co_await serve(stream, stream, false);
    beast::error_code ignored;
    stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
  }

  asio::awaitable<void> serve_tls(tcp::socket socket) {
    const Counted counted(connections_);
    beast::ssl_stream<beast::tcp_stream> stream(beast::tcp_stream(std::move(socket)), *tls_);
    beast::get_lowest_layer(stream).expires_after(std::chrono::seconds(options_.seconds_max));
    auto [code] = co_await stream.async_handshake(asio::ssl::stream_base::server, as_value);
    if (code) co_return;
    co_await serve(stream, beast::get_lowest_layer(stream), true);
    co_await stream.async_shutdown(as_value);
  }

  template <class Stream>
  asio::awaitable<void> serve(Stream& stream, beast::tcp_stream& lowest, bool secure) {
    beast::flat_buffer buffer;
    for (bool open = true; open;) {
      lowest.expires_after(std::chrono::seconds(options_.seconds_max));
      http::request_parser<http::string_body> parser;
      parser.header_limit(static_cast<std::uint32_t>(options_.header_max));
      parser.body_limit(
          boost::none);  // only the header is read here; the limit is known once it says what is asked
      if (auto [code, n] = co_await http::async_read_header(stream, buffer, parser, as_value); code) {
        if (code == http::error::header_limit)
          co_await send(stream, refusal(431, "the headers are too long"), 11, false, false);
        co_return;
      }
      const auto& message = parser.get();
      const std::size_t limit = body_limit({message.method_string().data(), message.method_string().size()},
                                           {message.target().data(), message.target().size()});
      parser.body_limit(std::max<std::size_t>(limit, 1));
      if (const auto length = parser.content_length(); length && *length > limit) {
        co_await send(stream, refusal(413, "this is too long"), message.version(), false, false);
        co_return;
      }
      Request request = request_of(message, options_.clock(), secure);
      boost::system::error_code unknown;
      request.address = lowest.socket().remote_endpoint(unknown).address().to_string();
      if (auto [code, n] = co_await http::async_read(stream, buffer, parser, as_value); code) {
        if (code == http::error::body_limit)
          co_await send(stream, refusal(413, "this is too long"), 11, false, false);
        co_return;
      }
      const bool keep_alive = parser.get().keep_alive();
      const unsigned version = parser.get().version();
      const bool head = request.method == "HEAD";
      request.body = std::move(parser.get().body());
      lowest.expires_after(std::chrono::seconds(options_.seconds_max));
      Reply reply = safe_answer(std::move(request));
      if (secure && options_.strict_transport)
        reply.headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
      open = co_await send(stream, std::move(reply), version, keep_alive, head) && keep_alive;
    }
  }

  /// A fault in one request is that request's alone; its text stays here, since it may hold values of people.
  Reply safe_answer(Request request) {
    try {
      return answerer_(std::move(request));
    } catch (const std::exception&) {
      return refusal(500, "something went wrong here; nothing was changed");
    }
  }

  static Reply refusal(int status, const char* message) {
    return json_reply({{"message", message}, {"code", "bad_input"}}, status);
  }

  template <class Stream>
  asio::awaitable<bool> send(Stream& stream, Reply reply, unsigned version, bool keep_alive, bool head) {
    auto response = response_of(std::move(reply), version, keep_alive, head);
#ifdef __clang_analyzer__  // It takes Asio's awaitable for one that was never begun.
    co_return response.need_eof() && stream.get_executor() == context_.get_executor();
#else
    auto [code, n] = co_await http::async_write(stream, response, as_value);
    co_return !code;
#endif
  }

  struct Counted {
    explicit Counted(std::atomic<int>& n) : n_(n) { ++n_; }
    ~Counted() { --n_; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;
    std::atomic<int>& n_;
  };

  Answerer answerer_;
  ListenOptions options_;
  asio::io_context context_;
  tcp::acceptor acceptor_;
  std::optional<asio::ssl::context> tls_;
  std::optional<asio::signal_set> signals_;
  std::atomic<int> connections_ = 0;
};

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::listen(Answerer answerer, const ListenOptions& options) {
  auto server = std::make_unique<Server>(std::move(answerer), options);
  if (const auto done = server->open(); !done) return failure(done.error());
  return server;
}

Result<std::unique_ptr<HttpServer>> HttpServer::listen(App& app, const ListenOptions& options) {
  return listen([&app](Request request) { return answer(app, std::move(request)); }, options);
}

}  // namespace hamstring::server
