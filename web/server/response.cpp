// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/response.hpp"

#include "web/server/text.hpp"

#include <Poco/Net/HTTPResponse.h>

namespace guichet::web::server {
namespace {

Response with_type(std::string body, std::string content_type, int status) {
  Response response;
  response.status = status;
  response.content_type = std::move(content_type);
  response.body = std::move(body);
  return response;
}

/// The name for browsers that know only ASCII.
std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char c : name) plain += c >= 0x20 && c < 0x7F && c != '"' && c != '\\' && c != '%' ? c : '_';
  return plain;
}

}  // namespace

Response html(std::string body, int status) {
  return with_type(std::move(body), "text/html; charset=utf-8", status);
}

Response plain_text(std::string body, int status) {
  return with_type(std::move(body), "text/plain; charset=utf-8", status);
}

Response json(std::string body, int status) {
  return with_type(std::move(body), "application/json", status);
}

Response empty(int status) {
  return with_type("", "", status);
}

Response redirect(std::string location, int status) {
  Response response = empty(status);
  response.headers.emplace_back("Location", std::move(location));
  return response;
}

Response attachment(FileRange file, std::string_view name, std::string media_type) {
  Response response;
  response.content_type = std::move(media_type);
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + plain_name(name) +
                                                           "\"; filename*=UTF-8''" + encode_percent(name));
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
  response.headers.emplace_back("Cache-Control", "private, no-store");
  response.body = std::move(file);
  return response;
}

Response event_stream(Subscription subscription) {
  Response response;
  response.content_type = "text/event-stream";
  response.headers.emplace_back("Cache-Control", "no-store");
  response.headers.emplace_back("X-Accel-Buffering", "no");  // nginx would hold the events back
  response.body = std::move(subscription);
  return response;
}

std::string_view reason_phrase(int status) {
  if (status == 431) return "Request Header Fields Too Large";  // unknown to Poco 1.11
  return Poco::Net::HTTPResponse::getReasonForStatus(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(status));
}

}  // namespace guichet::web::server
