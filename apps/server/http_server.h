// HTTP/1.1 over TCP or TLS: limits on headers, body, time and connections; what to answer is app.h. The
// threads that read and write do nothing else: every answer is made on a worker.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "apps/server/app.h"
#include "apps/server/log.h"

namespace hamstring::server {

struct ListenOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;        ///< 0: any that is free
  std::string certificate, key;  ///< PEM files; empty: no TLS
  /// Tells browsers to come over TLS only from now on. For a certificate that somebody gave; one that the
  /// program made itself would bar its own name from plain HTTP for a year.
  bool strict_transport = false;
  int threads = 2;       ///< that read and write
  int workers = 2;       ///< that answer
  int waiting_max = 64;  ///< requests that wait for a worker; one more is asked to come again
  int connections_max = 128;
  int per_address_max = 96;                        ///< connections
  int header_max = 16 * 1024;                      ///< [bytes]
  std::size_t bodies_max = std::size_t{96} << 20;  ///< of all that arrive at once [bytes]
  int seconds_max = 30;  ///< for a request to arrive, and for a piece of a reply to be taken
  std::size_t slowest_taker = std::size_t{16} * 1024;  ///< of a reply as a whole [bytes/s]
  bool stop_on_signals = false;         ///< interrupt and terminate end run(); a second one ends the program
  std::function<std::int64_t()> clock;  ///< UTC seconds since 1970
  RequestLog* log = nullptr;            ///< has to outlive the server
};

/// What stands behind the transport. `answer` and `refuse_early` run on workers.
struct Answerer {
  std::function<Reply(Request&)> answer;
  /// Decides from the header whether the body is read at all; nothing: it is.
  std::function<std::optional<Reply>(const Request&)> refuse_early = nullptr;
  /// Where a body goes that is too long to be held in memory; not there: it is held. Nothing: there is no
  /// room.
  std::function<std::optional<std::shared_ptr<SpoolFile>>(const Request&)> spool = nullptr;
  /// Says a refusal of the transport in the language of the reader.
  std::function<void(Reply&, const Request&)> say = nullptr;
};

class HttpServer {
 public:
  /// Errors: the port is taken, the certificate cannot be read.
  [[nodiscard]] static Result<std::unique_ptr<HttpServer>> listen(App& app, const ListenOptions& options);
  /// The same with anything that answers.
  [[nodiscard]] static Result<std::unique_ptr<HttpServer>> listen(Answerer answerer,
                                                                  const ListenOptions& options);
  virtual ~HttpServer() = default;

  [[nodiscard]] virtual std::uint16_t port() const = 0;
  /// Serves until stop(), which may come from another thread.
  virtual void run() = 0;
  virtual void stop() = 0;
};

}  // namespace hamstring::server
