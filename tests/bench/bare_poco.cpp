// SPDX-License-Identifier: GPL-3.0-or-later
// The reference of the benchmarks: what Poco alone does, a thread for each connection and the same bytes for any path.
//   bare_poco FILE [PORT]   prints the port it listens on and serves until it is ended
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/ThreadPool.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

namespace {

class SameBytes : public Poco::Net::HTTPRequestHandler {
 public:
  explicit SameBytes(const std::string& bytes) : bytes_(bytes) {}
  void handleRequest(Poco::Net::HTTPServerRequest& /*request*/, Poco::Net::HTTPServerResponse& response) override {
    response.setContentType("text/html; charset=utf-8");
    response.sendBuffer(bytes_.data(), bytes_.size());
  }

 private:
  const std::string& bytes_;
};

class Factory : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  explicit Factory(std::string bytes) : bytes_(std::move(bytes)) {}
  Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest& /*request*/) override {
    return new SameBytes(bytes_);  // Poco deletes it
  }

 private:
  std::string bytes_;
};

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    std::cerr << "usage: bare_poco FILE [PORT]\n";
    return 2;
  }
  std::ifstream file(arguments[1], std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const auto port = static_cast<Poco::UInt16>(count > 2 ? std::atoi(arguments[2]) : 0);

  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGINT);
  sigaddset(&ending, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);

  Poco::ThreadPool threads(2, 64);
  auto* parameters = new Poco::Net::HTTPServerParams;  // Poco counts its references
  parameters->setMaxThreads(64);
  Poco::Net::ServerSocket socket(Poco::Net::SocketAddress("127.0.0.1", port));
  Poco::Net::HTTPServer server(new Factory(std::move(bytes)), threads, socket, parameters);
  server.start();
  std::cout << socket.address().port() << std::endl;
  int signal = 0;
  sigwait(&ending, &signal);
  server.stopAll(true);
  return 0;
}
