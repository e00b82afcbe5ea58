// HTTP/1.1 over TCP or TLS: limits on headers, body, time and connections; what to answer is app.h.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "apps/server/app.h"

namespace hamstring::server {

struct ListenOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;        ///< 0: any that is free
  std::string certificate, key;  ///< PEM files; empty: no TLS
  /// Tells browsers to come over TLS only from now on. For a certificate that somebody gave; one that the
  /// program made itself would bar its own name from plain HTTP for a year.
  bool strict_transport = false;
  int threads = 2;
  int connections_max = 128;
  int header_max = 16 * 1024;           ///< [bytes]
  int seconds_max = 30;                 ///< for a request to arrive, and for a reply to be taken
  bool stop_on_signals = false;         ///< interrupt and terminate end run()
  std::function<std::int64_t()> clock;  ///< UTC seconds since 1970
};

using Answerer = std::function<Reply(Request)>;

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
