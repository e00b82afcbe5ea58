#include "apps/server/http_server.h"

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <array>
#include <atomic>
#include <boost/core/demangle.hpp>
#include <chrono>
#include <csignal>
#include <thread>
#include <typeinfo>
#include <utility>
#include <vector>

#include "apps/server/guests.h"
#include "apps/server/http_files.h"
#include "apps/server/http_message.h"
#include "apps/server/share.h"

namespace hamstring::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;
using Token = asio::as_tuple_t<asio::use_awaitable_t<>>;
constexpr Token as_value;

// The longest rest of a refused request that is read away, so that its sender gets to see the reply.
constexpr std::size_t drained_max = std::size_t{8} << 20;
constexpr std::chrono::seconds drain_time(2);
/// What arrives of a body below this size is not counted against ListenOptions::bodies_max.
constexpr std::size_t small_body = std::size_t{64} * 1024;

template <class Socket>
std::string address_of(const Socket& socket) {
  boost::system::error_code code;
  return address_group(socket.remote_endpoint(code).address().to_string());
}

/// The place of one connection.
class Seat {
 public:
  Seat(Guests& guests, std::uint64_t id) : guests_(guests), id_(id) {}
  ~Seat() { guests_.go(id_); }
  Seat(const Seat&) = delete;
  Seat& operator=(const Seat&) = delete;
  void speaks() { guests_.speaks(id_); }
  void falls_silent() { guests_.falls_silent(id_); }

 private:
  Guests& guests_;
  std::uint64_t id_;
};

/// One request from its header to the end of its reply.
struct Visit {
  std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
  std::string id = log_id(), fault{};
  Request request{};
  unsigned version = 11;
  bool keep_alive = false;
};

Reply refusal(int status, const char* code, const char* message, const char* advice = nullptr) {
  nlohmann::json json{{"message", message}, {"code", code}};
  if (advice != nullptr) json["advice"] = advice;
  Reply reply = json_reply(json, status);
  if (status == 503) reply.headers.emplace_back("Retry-After", "2");
  return reply;
}

Reply too_busy() {
  return refusal(503, "busy", "too many are asking at this moment", "Try again in a few seconds.");
}

Reply no_room() {
  return refusal(507, "storage", "there is no room for this file beside the database",
                 "Look whether the disk is full, then try again.");
}

Reply too_long() {
  return refusal(413, "too_long", "what was sent is too long for this");
}

class Server final : public HttpServer {
 public:
  Server(Answerer answerer, ListenOptions options)
      : answerer_(std::move(answerer)),
        options_(std::move(options)),
        guests_(options_.connections_max, options_.per_address_max),
        context_(options_.threads),
        acceptor_(context_),
        workers_(static_cast<std::size_t>(options_.workers)) {}

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
        if (code) return;
        // From here on a signal does what it does to any program: whoever asks twice does not want to wait.
        boost::system::error_code ignored;
        signals_->clear(ignored);
        stop();
      });
    }
    {
      std::vector<std::jthread> helpers;
      for (int i = 1; i < options_.threads; ++i) helpers.emplace_back([this] { context_.run(); });
      context_.run();
    }
    workers_.stop();  // what has begun ends, what waits does not begin
    workers_.join();
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
      const std::string address = address_of(socket);
      if (tls_) {
        seat(std::make_shared<TlsStream>(beast::tcp_stream(std::move(socket)), *tls_), address);
      } else {
        seat(std::make_shared<beast::tcp_stream>(std::move(socket)), address);
      }
    }
  }

  /// Without a place the stream goes, and closing at once tells the other side to come again.
  template <class Stream>
  void seat(const std::shared_ptr<Stream>& stream, const std::string& address) {
    const auto executor = stream->get_executor();
    const auto place = guests_.come(address, [executor, weak = std::weak_ptr<Stream>(stream)] {
      asio::post(executor, [weak] {
        if (const auto there = weak.lock()) beast::get_lowest_layer(*there).close();
      });
    });
    if (!place) return;
    asio::co_spawn(executor, serve(stream, std::make_shared<Seat>(guests_, *place)), asio::detached);
  }

  asio::awaitable<void> serve(std::shared_ptr<beast::tcp_stream> stream, std::shared_ptr<Seat> seat) {
    co_await converse(*stream, *seat, false);
    beast::error_code ignored;
    stream->socket().shutdown(tcp::socket::shutdown_send, ignored);
  }

  asio::awaitable<void> serve(std::shared_ptr<TlsStream> stream, std::shared_ptr<Seat> seat) {
    beast::get_lowest_layer(*stream).expires_after(std::chrono::seconds(options_.seconds_max));
    auto [code] = co_await stream->async_handshake(asio::ssl::stream_base::server, as_value);
    if (code) co_return;
    co_await converse(*stream, *seat, true);
    beast::get_lowest_layer(*stream).expires_after(std::chrono::seconds(options_.seconds_max));
    co_await stream->async_shutdown(as_value);
  }

  template <class Stream>
  asio::awaitable<void> converse(Stream& stream, Seat& seat, bool secure) {
    beast::flat_buffer buffer;
    for (bool open = true; open;) {
      open = co_await one_request(stream, buffer, seat, secure);
      seat.falls_silent();
    }
  }

  /// Whether another request may follow.
  template <class Stream>
  asio::awaitable<bool> one_request(Stream& stream, beast::flat_buffer& buffer, Seat& seat, bool secure) {
    auto& lowest = beast::get_lowest_layer(stream);
    lowest.expires_after(std::chrono::seconds(options_.seconds_max));
    http::request_parser<http::string_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(options_.header_max));
    // Only the header is read here; the limit of the body is known once it says what is asked.
    parser.body_limit(boost::none);
    auto [code, n] = co_await http::async_read_header(stream, buffer, parser, as_value);
    seat.speaks();
    Visit visit;
    if (code) {
      if (code == http::error::header_limit)
        co_await refuse(stream, visit, said(visit, refusal(431, "too_long", "the headers are too long")));
      co_return false;
    }
    visit.request = request_of(parser.get(), options_.clock(), secure);
    boost::system::error_code unknown;
    visit.request.address = lowest.socket().remote_endpoint(unknown).address().to_string();
    visit.version = parser.get().version();
    Share arriving;
    if (parser.chunked() || parser.content_length().value_or(0) > 0) {
      if (!co_await body(stream, buffer, parser, visit, arriving)) co_return false;
    }
    if (!visit.request.spooled) visit.keep_alive = parser.get().keep_alive();
    lowest.expires_never();  // while it is worked on, the other side can do nothing about the time
    std::function<std::optional<Reply>()> work = [&] { return answerer_.answer(visit.request); };
    std::optional<Reply> reply = co_await at_work(visit, std::move(work));
    visit.request.body = {};
    arriving = {};
    co_return co_await send(stream, visit, std::move(*reply)) && visit.keep_alive;
  }

  /// Reads it into the request, once it is known that whoever sends it may. False: refused, or broken off.
  template <class Stream, class Parser>
  asio::awaitable<bool> body(Stream& stream, beast::flat_buffer& buffer, Parser& parser, Visit& visit,
                             Share& arriving) {
    const std::size_t limit = body_limit(visit.request.method, visit.request.path);
    const std::uint64_t length = parser.content_length().value_or(limit);
    std::optional<Reply> refused;
    if (length > limit) refused = said(visit, too_long());
    if (!refused && answerer_.refuse_early) {
      std::function<std::optional<Reply>()> work = [&] { return answerer_.refuse_early(visit.request); };
      refused = co_await at_work(visit, std::move(work));
    }
    std::shared_ptr<SpoolFile> file;
    if (!refused && answerer_.spool) {
      auto found = answerer_.spool(visit.request);
      if (found)
        file = std::move(*found);
      else
        refused = said(visit, no_room());
    }
    if (!refused && file) co_return co_await into_file(stream, buffer, parser, visit, std::move(file), limit);
    if (!refused && length > small_body) {
      auto share = take(bodies_, length, options_.bodies_max);
      if (share)
        arriving = std::move(*share);
      else
        refused = said(visit, too_busy());
    }
    if (!refused) {
      auto& lowest = beast::get_lowest_layer(stream);
      lowest.expires_after(std::chrono::seconds(options_.seconds_max));
      parser.body_limit(std::max<std::size_t>(limit, 1));
      if (beast::iequals(parser.get()[http::field::expect], "100-continue")) {
        http::response<http::empty_body> go_on(http::status::continue_, visit.version);
        (void)co_await http::async_write(stream, go_on, as_value);
      }
      auto [code, n] = co_await http::async_read(stream, buffer, parser, as_value);
      if (!code) {
        visit.request.body = std::move(parser.get().body());
        co_return true;
      }
      if (code == http::error::body_limit) refused = said(visit, too_long());
    }
    if (refused) co_await refuse(stream, visit, std::move(*refused));
    co_return false;
  }

  /// Piece by piece into a file. False: refused, or broken off.
  template <class Stream, class Parser>
  asio::awaitable<bool> into_file(Stream& stream, beast::flat_buffer& buffer, Parser& header, Visit& visit,
                                  std::shared_ptr<SpoolFile> file, std::size_t limit) {
    const FileTimes times{.piece = std::chrono::seconds(options_.seconds_max),
                          .slowest = options_.slowest_taker};
    const Arrived arrived = co_await take_in(stream, buffer, header, visit.version, *file, limit, times);
    visit.keep_alive = arrived == Arrived::whole_and_open;
    visit.request.spooled = std::move(file);
    if (arrived == Arrived::whole_and_open || arrived == Arrived::whole) co_return true;
    if (arrived == Arrived::too_long) co_await refuse(stream, visit, said(visit, too_long()));
    if (arrived == Arrived::no_room) co_await refuse(stream, visit, said(visit, no_room()));
    co_return false;
  }

  /// What the work gives, made on a worker while this thread serves others; that there are too many, where
  /// there are.
  asio::awaitable<std::optional<Reply>> at_work(Visit& visit, std::function<std::optional<Reply>()> work) {
    auto place =
        take(at_work_, 1,
             static_cast<std::size_t>(options_.workers) + static_cast<std::size_t>(options_.waiting_max));
    if (!place) co_return said(visit, too_busy());
    auto made = co_await asio::async_initiate<const asio::use_awaitable_t<>, void(std::optional<Reply>)>(
        [this, &visit, &work](auto handler) {
          asio::post(workers_, [this, &visit, &work, handler = std::move(handler)]() mutable {
            auto reply = safely(visit, work);
            const auto executor = asio::get_associated_executor(handler);
            asio::post(executor, [handler = std::move(handler), reply = std::move(reply)]() mutable {
              std::move(handler)(std::move(reply));
            });
          });
        },
        asio::use_awaitable);
    co_return made;
  }

  /// A fault in one request is that request's alone. Its text is not told, since it may hold values of
  /// people.
  std::optional<Reply> safely(Visit& visit, const std::function<std::optional<Reply>()>& work) {
    try {
      std::optional<Reply> reply = work();
      if (reply) *reply = said(visit, std::move(*reply));
      return reply;
    } catch (const std::exception& error) {
      visit.fault = boost::core::demangle(typeid(error).name());
    } catch (...) {
      visit.fault = "unknown";
    }
    Reply reply =
        refusal(500, "fault", "something went wrong here",
                "Look at what is there before you do it again. Whoever helps you finds it by this number.");
    nlohmann::json json = nlohmann::json::parse(reply.body);
    json["log_id"] = visit.id;
    reply.body = json.dump();
    return said(visit, std::move(reply));
  }

  /// In the language of the reader; once, since what is said is found by its English sentence.
  [[nodiscard]] Reply said(const Visit& visit, Reply reply) const {
    if (answerer_.say) answerer_.say(reply, visit.request);
    return reply;
  }

  /// Says no, and takes in some of what is still being sent: who writes into a closed connection sees no
  /// reply.
  template <class Stream>
  asio::awaitable<void> refuse(Stream& stream, Visit& visit, Reply reply) {
    auto& lowest = beast::get_lowest_layer(stream);
    visit.keep_alive = false;
    if (!co_await send(stream, visit, std::move(reply))) co_return;
    beast::error_code ignored;
    lowest.socket().shutdown(tcp::socket::shutdown_send, ignored);
    lowest.expires_after(drain_time);
    std::array<char, 16384> away;
    for (std::size_t all = 0; all < drained_max;) {
      auto [code, n] = co_await lowest.async_read_some(asio::buffer(away), as_value);
      if (code) co_return;
      all += n;
    }
  }

  void note(const Visit& visit, int status) const {
    if (options_.log == nullptr) return;
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - visit.begun;
    options_.log->write({.id = visit.id,
                         .method = method_name(visit.request.method),
                         .route = route_pattern(visit.request.path),
                         .status = status,
                         .milliseconds = took.count(),
                         .fault = visit.fault});
  }

  /// The time for a reply begins here. It goes in pieces, each with the time of its own; as a whole it may
  /// take as long as the slowest line needs that is served.
  template <class Stream>
  asio::awaitable<bool> send(Stream& stream, const Visit& visit, Reply reply) {
    note(visit, reply.status);
    // Here and nowhere else: a refusal is a reply as well.
    if (std::is_same_v<Stream, TlsStream> && options_.strict_transport)
      reply.headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
    auto& lowest = beast::get_lowest_layer(stream);
    const bool head = visit.request.method == "HEAD";
    if (reply.file && !head) {
      const FileTimes times{.piece = std::chrono::seconds(options_.seconds_max),
                            .slowest = options_.slowest_taker};
      co_return co_await send_file(stream, reply, visit.version, visit.keep_alive, times);
    }
    auto response = response_of(std::move(reply), visit.version, visit.keep_alive, head);
    const std::chrono::seconds piece(options_.seconds_max);
    const auto end = std::chrono::steady_clock::now() + piece +
                     std::chrono::seconds(response.body().size() / options_.slowest_taker);
    http::response_serializer<http::string_body> serializer(response);
#ifdef __clang_analyzer__  // It takes Asio's awaitable for one that was never begun.
    co_return response.need_eof() && stream.get_executor() == context_.get_executor();
#else
    while (!serializer.is_done()) {
      lowest.expires_at(std::min(end, std::chrono::steady_clock::now() + piece));
      auto [code, n] = co_await http::async_write_some(stream, serializer, as_value);
      if (code) co_return false;
    }
    co_return true;
#endif
  }

  Answerer answerer_;
  ListenOptions options_;
  // What the frames of connections point to goes after them: they end with the context or with the workers.
  Guests guests_;
  std::atomic<std::size_t> bodies_ = 0, at_work_ = 0;
  asio::io_context context_;
  tcp::acceptor acceptor_;
  std::optional<asio::ssl::context> tls_;
  std::optional<asio::signal_set> signals_;
  asio::thread_pool workers_;
};

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::listen(Answerer answerer, const ListenOptions& options) {
  auto server = std::make_unique<Server>(std::move(answerer), options);
  if (const auto done = server->open(); !done) return failure(done.error());
  return server;
}

Result<std::unique_ptr<HttpServer>> HttpServer::listen(App& app, const ListenOptions& options) {
  return listen({.answer = [&app](Request& request) { return answer_to(app, request); },
                 .refuse_early = [&app](const Request& request) { return refuse_early(app, request); },
                 .spool = [&app](const Request& request) { return spool_for(app, request); },
                 .say = [&app](Reply& reply, const Request& request) { say(app, reply, request); }},
                options);
}

}  // namespace hamstring::server
