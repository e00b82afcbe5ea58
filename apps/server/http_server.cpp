#include "apps/server/http_server.h"

#include <array>
#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/core/demangle.hpp>
#include <chrono>
#include <csignal>
#include <thread>
#include <typeinfo>
#include <utility>
#include <vector>

#include "apps/server/guests.h"
#include "apps/server/http_message.h"
#include "apps/server/http_wire.h"
#include "apps/server/share.h"
#include "apps/server/wire.h"

namespace hamstring::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

// The longest rest of a refused request that is read away, so that its sender gets to see the reply.
constexpr std::size_t drained_max = std::size_t{8} << 20;
constexpr std::chrono::seconds drain_time(2);
/// What arrives of a body below this size is not counted against ListenOptions::bodies_max.
constexpr std::size_t small_body = std::size_t{64} * 1024;

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
        workers_(static_cast<std::size_t>(options_.workers)) {}

  Result<void> open() {
    auto door = Door::open(context_.get_executor(), {.address = options_.address,
                                                     .port = options_.port,
                                                     .certificate = options_.certificate,
                                                     .key = options_.key});
    if (!door) return failure(door.error());
    door_ = std::move(*door);
    return {};
  }

  [[nodiscard]] std::uint16_t port() const override { return door_->port(); }

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
    while (true) {
      const std::shared_ptr<Wire> wire = co_await door_->accept();
      seat(wire);
    }
  }

  /// Without a place the connection goes, and closing at once tells the other side to come again.
  void seat(const std::shared_ptr<Wire>& wire) {
    const auto executor = wire->executor();
    const auto leave = [executor, weak = std::weak_ptr<Wire>(wire)] {
      asio::post(executor, [weak] {
        if (const auto there = weak.lock()) there->close();
      });
    };
    const auto place = guests_.come(address_group(wire->address()), leave);
    if (!place) return;
    asio::co_spawn(executor, serve(wire, std::make_shared<Seat>(guests_, *place)), asio::detached);
  }

  asio::awaitable<void> serve(std::shared_ptr<Wire> wire, std::shared_ptr<Seat> seat) {
    const std::chrono::seconds time(options_.seconds_max);
    wire->expires_after(time);
    if (!co_await wire->greet()) co_return;
    beast::flat_buffer buffer;
    for (bool open = true; open;) {
      open = co_await one_request(*wire, buffer, *seat);
      seat->falls_silent();
    }
    wire->expires_after(time);
    co_await wire->part();
  }

  /// Whether another request may follow.
  asio::awaitable<bool> one_request(Wire& wire, beast::flat_buffer& buffer, Seat& seat) {
    wire.expires_after(std::chrono::seconds(options_.seconds_max));
    RequestParser parser;
    parser.header_limit(static_cast<std::uint32_t>(options_.header_max));
    // Only the header is read here; the limit of the body is known once it says what is asked.
    parser.body_limit(boost::none);
    const beast::error_code code = co_await read_head(wire, buffer, parser);
    seat.speaks();
    Visit visit;
    if (code) {
      if (code == http::error::header_limit)
        co_await refuse(wire, visit, said(visit, refusal(431, "too_long", "the headers are too long")));
      co_return false;
    }
    visit.request = request_of(parser.get(), options_.clock(), wire.secure());
    visit.request.address = wire.address();
    visit.version = parser.get().version();
    Share arriving;
    if (parser.chunked() || parser.content_length().value_or(0) > 0) {
      if (!co_await body(wire, buffer, parser, visit, arriving)) co_return false;
    }
    visit.keep_alive = parser.get().keep_alive();
    wire.expires_never();  // while it is worked on, the other side can do nothing about the time
    std::function<std::optional<Reply>()> work = [&] { return answerer_.answer(visit.request); };
    std::optional<Reply> reply = co_await at_work(visit, std::move(work));
    visit.request.body = {};
    arriving = {};
    co_return co_await send(wire, visit, std::move(*reply)) && visit.keep_alive;
  }

  /// Reads it into the request, once it is known that whoever sends it may. False: refused, or broken off.
  asio::awaitable<bool> body(Wire& wire, beast::flat_buffer& buffer, RequestParser& parser, Visit& visit,
                             Share& arriving) {
    const std::size_t limit = body_limit(visit.request.method, visit.request.path);
    const std::uint64_t length = parser.content_length().value_or(limit);
    std::optional<Reply> refused;
    if (length > limit) refused = said(visit, too_long());
    if (!refused && answerer_.refuse_early) {
      std::function<std::optional<Reply>()> work = [&] { return answerer_.refuse_early(visit.request); };
      refused = co_await at_work(visit, std::move(work));
    }
    if (!refused) refused = make_room(parser, visit, arriving, length);
    if (!refused) {
      const beast::error_code code = co_await read_rest(wire, buffer, parser, limit);
      visit.request.body = std::move(parser.get().body().text);
      if (!code) co_return true;
      if (code == http::error::body_limit) refused = said(visit, too_long());
      if (code == boost::system::errc::no_space_on_device) refused = said(visit, no_room());
    }
    if (refused) co_await refuse(wire, visit, std::move(*refused));
    co_return false;
  }

  /// For a body of this length: in a file, or in memory; a refusal where there is none.
  std::optional<Reply> make_room(RequestParser& parser, Visit& visit, Share& arriving, std::uint64_t length) {
    if (answerer_.spool) {
      auto file = answerer_.spool(visit.request);
      if (!file) return said(visit, no_room());
      visit.request.spooled = std::move(*file);
      parser.get().body().file = visit.request.spooled;
    }
    if (visit.request.spooled || length <= small_body) return std::nullopt;
    auto share = take(bodies_, length, options_.bodies_max);
    if (!share) return said(visit, too_busy());
    arriving = std::move(*share);
    return std::nullopt;
  }

  /// A body that goes into a file has a time for each of its pieces, one that is held has one time.
  asio::awaitable<beast::error_code> read_rest(Wire& wire, beast::flat_buffer& buffer, RequestParser& parser,
                                               std::size_t limit) {
    wire.expires_after(std::chrono::seconds(options_.seconds_max));
    parser.body_limit(std::max<std::size_t>(limit, 1));
    co_await ask_for_body(wire, parser);
    if (parser.get().body().file) co_return co_await read_long_body(wire, buffer, parser, limit, pace());
    co_return co_await read_body(wire, buffer, parser);
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
  asio::awaitable<void> refuse(Wire& wire, Visit& visit, Reply reply) {
    visit.keep_alive = false;
    if (!co_await send(wire, visit, std::move(reply))) co_return;
    wire.end_sending();
    wire.expires_after(drain_time);
    // In a coroutine of the wire's own this loop left a frame here that GCC 12.2 began and resumed at places
    // eight bytes apart; HttpWire.a_refusal_reaches_whoever_is_still_sending falls where it does.
    std::array<char, 16384> away;
    for (std::size_t all = 0; all < drained_max;) {
      const auto [code, n] = co_await wire.read_undeciphered(asio::buffer(away));
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

  [[nodiscard]] Pace pace() const {
    return {.piece = std::chrono::seconds(options_.seconds_max), .slowest = options_.slowest_taker};
  }

  /// The time for a reply begins here. It goes in pieces, each with the time of its own; as a whole it may
  /// take as long as the slowest line needs that is served.
  asio::awaitable<bool> send(Wire& wire, const Visit& visit, Reply reply) {
    note(visit, reply.status);
    // Here and nowhere else: a refusal is a reply as well.
    if (wire.secure() && options_.strict_transport)
      reply.headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
    const bool head_alone = visit.request.method == "HEAD";
    if (reply.file && !head_alone) {
      std::string head = head_of(reply, visit.version, visit.keep_alive, reply.file->size());
      co_return co_await write_file(wire, std::move(head), reply.file, pace());
    }
    if (head_alone) reply.body.clear();
    std::string head = head_of(reply, visit.version, visit.keep_alive, reply.body.size());
    co_return co_await write_text(wire, std::move(head), std::move(reply.body), pace());
  }

  Answerer answerer_;
  ListenOptions options_;
  // What the frames of connections point to goes after them: they end with the context or with the workers.
  Guests guests_;
  std::atomic<std::size_t> bodies_ = 0, at_work_ = 0;
  asio::io_context context_;
  std::unique_ptr<Door> door_;
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
