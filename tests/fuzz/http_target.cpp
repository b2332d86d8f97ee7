// SPDX-License-Identifier: GPL-3.0-or-later
// A request as it comes from the network: head, query, cookies, and a body of any kind.
#include "tests/fuzz/target.hpp"
#include "web/server/body.hpp"
#include "web/server/head.hpp"
#include "web/server/limits.hpp"
#include "web/server/multipart.hpp"
#include "web/server/request_reader.hpp"

namespace guichet::fuzz {
namespace {

using namespace web::server;

const Limits limits;

struct Scanned {
  std::size_t begin = 0, end = 0;
  bool complete = false, refused = false;
  bool operator==(const Scanned&) const = default;  // which of two faults is told may depend on what came first
};

Scanned scan(std::string_view bytes, std::size_t step) {
  HeadScanner scanner;
  Scanned scanned;
  for (std::size_t known = std::min(step, bytes.size());; known = std::min(known + step, bytes.size())) {
    const auto outcome = scanner.scan(bytes.substr(0, known), limits);
    if (const auto* complete = std::get_if<HeadScanner::Complete>(&outcome)) {
      must(complete->begin <= complete->end && complete->end <= known, "a head ends where it was read");
      return {complete->begin, complete->end, true, false};
    }
    if (const auto* refused = std::get_if<HeadScanner::Refused>(&outcome)) {
      must(refused->status >= 400 && refused->status < 600, "a refusal has a status");
      scanned.refused = true;
      return scanned;
    }
    if (known == bytes.size()) return scanned;
  }
}

Body body_of(std::string_view bytes, std::size_t in_memory) {
  Body body(in_memory, "/tmp");
  must(body.append(bytes), "a body is kept");
  body.seal();
  return body;
}

bool same_fields(const Fields& a, const Fields& b) {
  return std::vector<Fields::Entry>(a.begin(), a.end()) == std::vector<Fields::Entry>(b.begin(), b.end());
}

void read_bodies(std::string_view bytes, std::string_view content_type) {
  Request in_memory, in_file;
  const int status = read_multipart(body_of(bytes, 1 << 20), content_type, limits, in_memory);
  must(status == read_multipart(body_of(bytes, 64), content_type, limits, in_file) &&
           (status != 0 || same_fields(in_memory.form, in_file.form)),
       "a body says the same in memory and in a file");
  for (const auto& file : in_memory.files) {
    must(file.name.find('/') == std::string::npos && file.name.find('\0') == std::string::npos,
         "the name of a file is no path");
  }
  Fields fields;
  (void)read_fields(bytes, limits, fields);
}

}  // namespace

void read(std::string_view bytes) {
  const Scanned scanned = scan(bytes, bytes.size() + 1);
  must(scanned == scan(bytes, 3), "how a head arrives changes what it says");
  std::string_view rest = bytes;
  std::string content_type = "multipart/form-data; boundary=XyZ";
  if (scanned.complete) {
    rest = bytes.substr(scanned.end);
    auto parsed = parse_head(std::string(bytes.substr(scanned.begin, scanned.end - scanned.begin)));
    if (auto* head = std::get_if<Head>(&parsed)) {
      Request request;
      const int status = read_head(std::move(*head), limits, request);
      must(status == 0 || (status >= 400 && status < 600), "a head is read or refused");
      if (status == 0) {
        must(request.path.starts_with('/') && request.path.find("/../") == std::string::npos &&
                 request.path.find('\0') == std::string::npos,
             "a path stays inside");
        if (const auto type = request.headers.first("Content-Type")) content_type = *type;
        (void)body_limit(request, limits);
      }
    }
  }
  read_bodies(rest, content_type);
}

std::vector<std::string> seeds() {
  return {
      "GET /suggestions?q=mot+de%20passe&x HTTP/1.1\r\nHost: guichet.example:8080\r\nCookie: session=a; "
      "lang=\"fr\"\r\n\r\n",
      "POST /connexion HTTP/1.1\r\nHost: a\r\nContent-Length: 24\r\nContent-Type: "
      "application/x-www-form-urlencoded\r\n\r\nlogin=student&password=%C3%A9",
      "POST /x HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=\"XyZ\"\r\nContent-Length: 9\r\n\r\n"
      "--XyZ\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nUn écran\r\n--XyZ\r\n"
      "Content-Disposition: form-data; name=\"f\"; filename=\"..\\\\a/b.pdf\"\r\nContent-Type: application/pdf\r\n\r\n"
      "%PDF-1.4\r\n--XyZ--\r\n",
      "\r\n\r\nHEAD http://a/b%2e?c HTTP/1.0\r\nConnection: keep-alive\r\nX-Forwarded-For: 1.2.3.4, [::1]\r\n\r\n",
  };
}

std::vector<std::string> pieces() {
  return {"\r\n",
          "\n",
          "\r",
          "\r\n\r\n",
          "Content-Length: 18446744073709551616\r\n",
          "Content-Length: 5\r\n",
          "Transfer-Encoding: chunked\r\n",
          "%00",
          "%2f..%2f",
          "/../",
          "--XyZ",
          "--XyZ--\r\n",
          "\r\n--XyZ\r\n",
          "filename*=UTF-8''%ff",
          "\"",
          ";",
          "=",
          "&",
          "\xff\xfe",
          ": ",
          " ",
          "\t",
          std::string(1, '\0'),
          "HTTP/1.1",
          "Cookie: ",
          std::string(9000, 'a')};
}

}  // namespace guichet::fuzz
