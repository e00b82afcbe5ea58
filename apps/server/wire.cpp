// The one file that knows sockets and TLS. They are templates through and through: what is made of them here
// is made once.
#include "apps/server/wire.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <optional>
#include <utility>

namespace hamstring::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using Code = boost::system::error_code;
constexpr asio::as_tuple_t<asio::use_awaitable_t<>> as_value;

std::string address_of(const tcp::socket& socket) {
  Code code;
  return socket.remote_endpoint(code).address().to_string();
}

/// What both have: a TCP stream at the bottom, whose clock is the connection's.
class TcpWire : public Wire {
 public:
  explicit TcpWire(std::string address) : address_(std::move(address)) {}

  asio::any_io_executor executor() override { return lowest().get_executor(); }
  const std::string& address() const override { return address_; }
  void expires_at(Clock::time_point end) override { lowest().expires_at(end); }
  void expires_never() override { lowest().expires_never(); }
  void close() override { lowest().close(); }

  void end_sending() override {
    Code ignored;
    lowest().socket().shutdown(tcp::socket::shutdown_send, ignored);
  }
  asio::awaitable<Passed> read_undeciphered(asio::mutable_buffer into) override {
    return lowest().async_read_some(into, as_value);
  }

 protected:
  virtual beast::tcp_stream& lowest() = 0;

 private:
  std::string address_;
};

class PlainWire final : public TcpWire {
 public:
  explicit PlainWire(tcp::socket socket) : TcpWire(address_of(socket)), stream_(std::move(socket)) {}

  bool secure() const override { return false; }
  asio::awaitable<bool> greet() override { co_return true; }
  asio::awaitable<Passed> read_some(asio::mutable_buffer into) override {
    return stream_.async_read_some(into, as_value);
  }
  asio::awaitable<Passed> write_some(Pieces pieces) override {
    return stream_.async_write_some(pieces, as_value);
  }
  asio::awaitable<void> part() override {
    end_sending();
    co_return;
  }

 protected:
  beast::tcp_stream& lowest() override { return stream_; }

 private:
  beast::tcp_stream stream_;
};

class TlsWire final : public TcpWire {
 public:
  TlsWire(tcp::socket socket, asio::ssl::context& context)
      : TcpWire(address_of(socket)), stream_(beast::tcp_stream(std::move(socket)), context) {}

  bool secure() const override { return true; }
  asio::awaitable<bool> greet() override {
    const auto [code] = co_await stream_.async_handshake(asio::ssl::stream_base::server, as_value);
    co_return !code;
  }
  asio::awaitable<Passed> read_some(asio::mutable_buffer into) override {
    return stream_.async_read_some(into, as_value);
  }
  /// Asio puts the beginning of both into one record.
  asio::awaitable<Passed> write_some(Pieces pieces) override {
    return stream_.async_write_some(pieces, as_value);
  }
  asio::awaitable<void> part() override { co_await stream_.async_shutdown(as_value); }

 protected:
  beast::tcp_stream& lowest() override { return stream_.next_layer(); }

 private:
  asio::ssl::stream<beast::tcp_stream> stream_;
};

class TcpDoor final : public Door {
 public:
  explicit TcpDoor(const asio::any_io_executor& executor) : executor_(executor), acceptor_(executor) {}

  Result<void> seal(const std::string& certificate, const std::string& key) {
    tls_.emplace(asio::ssl::context::tls_server);
    tls_->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                      asio::ssl::context::no_tlsv1_1 | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    // Of TLS 1.2 only what gives each session a key of its own and seals what it sends; all of TLS 1.3 does.
    constexpr const char* suites = "ECDHE+AESGCM:ECDHE+CHACHA20";
    if (SSL_CTX_set_cipher_list(tls_->native_handle(), suites) != 1)
      return failure(Error{.message = "this machine's TLS library has none of the suites that are safe"});
    Code code;
    tls_->use_certificate_chain_file(certificate, code);
    if (!code) tls_->use_private_key_file(key, asio::ssl::context::pem, code);
    if (code) {
      return failure(Error{.message = "the certificate or its key cannot be read",
                           .file = certificate,
                           .advice = "Both have to be PEM files that belong together."});
    }
    return {};
  }

  Result<void> listen(const std::string& where, std::uint16_t port) {
    Code code;
    const auto address = asio::ip::make_address(where, code);
    if (code) return failure(Error{.message = "this is not an address: " + where});
    const tcp::endpoint endpoint(address, port);
    acceptor_.open(endpoint.protocol(), code);
    if (!code) acceptor_.set_option(asio::socket_base::reuse_address(true), code);
    if (!code) acceptor_.bind(endpoint, code);
    if (!code) acceptor_.listen(asio::socket_base::max_listen_connections, code);
    if (code) {
      return failure(Error{.message = "the port " + std::to_string(port) + " is taken or not allowed",
                           .advice = "Choose another one: hamstring serve --port 8123."});
    }
    return {};
  }

  std::uint16_t port() const override { return acceptor_.local_endpoint().port(); }

  asio::awaitable<std::shared_ptr<Wire>> accept() override {
    while (true) {
      tcp::socket socket(asio::make_strand(executor_));
      const auto [code] = co_await acceptor_.async_accept(socket, as_value);
      if (!code) co_return wire_of(std::move(socket));
      // Too many open files, say: not at once again.
      asio::steady_timer pause(executor_, std::chrono::milliseconds(50));
      co_await pause.async_wait(as_value);
    }
  }

 private:
  std::shared_ptr<Wire> wire_of(tcp::socket socket) {
    // A reply goes in few pieces, each as large as it can be: none of them waits until the one before has
    // arrived.
    Code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    if (tls_) return std::make_shared<TlsWire>(std::move(socket), *tls_);
    return std::make_shared<PlainWire>(std::move(socket));
  }

  asio::any_io_executor executor_;
  tcp::acceptor acceptor_;
  std::optional<asio::ssl::context> tls_;
};

}  // namespace

Result<std::unique_ptr<Door>> Door::open(const asio::any_io_executor& executor, const DoorOptions& options) {
  auto door = std::make_unique<TcpDoor>(executor);
  if (!options.certificate.empty()) {
    if (const auto sealed = door->seal(options.certificate, options.key); !sealed)
      return failure(sealed.error());
  }
  if (const auto listening = door->listen(options.address, options.port); !listening)
    return failure(listening.error());
  return door;
}

}  // namespace hamstring::server
