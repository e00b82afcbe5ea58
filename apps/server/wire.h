// One connection, whatever carries it: TCP, or TLS over TCP. Nothing above it knows sockets or is made twice.
#pragma once

#include <array>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <tuple>

#include "core/result.h"

namespace hamstring::server {

/// What went through, and why no more did.
using Passed = std::tuple<boost::system::error_code, std::size_t>;
/// What is sent together: a head and what follows it; each may be empty, not both.
using Pieces = std::array<boost::asio::const_buffer, 2>;

class Wire {
 public:
  using Clock = std::chrono::steady_clock;

  Wire() = default;
  virtual ~Wire() = default;
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  /// What is done with this connection is done here.
  [[nodiscard]] virtual boost::asio::any_io_executor executor() = 0;
  [[nodiscard]] virtual bool secure() const = 0;
  /// Of the other machine.
  [[nodiscard]] virtual const std::string& address() const = 0;

  /// Until when what is read or written from now on has to be done. What is late ends the connection.
  virtual void expires_at(Clock::time_point end) = 0;
  virtual void expires_never() = 0;
  void expires_after(Clock::duration time) { expires_at(Clock::now() + time); }

  /// Agrees on keys, where there are any; false: on none.
  [[nodiscard]] virtual boost::asio::awaitable<bool> greet() = 0;
  /// At least a byte, or why not.
  [[nodiscard]] virtual boost::asio::awaitable<Passed> read_some(boost::asio::mutable_buffer into) = 0;
  [[nodiscard]] virtual boost::asio::awaitable<Passed> write_some(Pieces pieces) = 0;
  /// Says that no more comes, in the way of what carries it.
  [[nodiscard]] virtual boost::asio::awaitable<void> part() = 0;
  /// Says so at once; what still comes can be read as it is, undeciphered.
  virtual void end_sending() = 0;
  [[nodiscard]] virtual boost::asio::awaitable<Passed> read_undeciphered(
      boost::asio::mutable_buffer into) = 0;
  /// At once, without a word.
  virtual void close() = 0;
};

struct DoorOptions {
  std::string address;
  std::uint16_t port = 0;        ///< 0: any that is free
  std::string certificate, key;  ///< PEM files; empty: no TLS
};

/// Where connections come in.
class Door {
 public:
  /// Errors: the port is taken, the certificate cannot be read.
  [[nodiscard]] static Result<std::unique_ptr<Door>> open(const boost::asio::any_io_executor& executor,
                                                          const DoorOptions& options);
  Door() = default;
  virtual ~Door() = default;
  Door(const Door&) = delete;
  Door& operator=(const Door&) = delete;
  [[nodiscard]] virtual std::uint16_t port() const = 0;
  /// The next one. Each has an executor of its own, on which one thing at a time is done.
  [[nodiscard]] virtual boost::asio::awaitable<std::shared_ptr<Wire>> accept() = 0;
};

}  // namespace hamstring::server
