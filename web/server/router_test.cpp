// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/router.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace guichet::web::server {
namespace {

Router example() {
  Router router;
  const auto says = [](std::string name) {
    return [name](Request& request) {
      std::string said = name;
      for (const auto& [parameter, value] : request.path_parameters) said += " " + parameter + "=" + value;
      return plain_text(said);
    };
  };
  router.add("GET", "/", says("home"));
  router.add("GET", "/demandes", says("list"));
  router.add("POST", "/demandes", says("submit"));
  router.add("GET", "/demandes/nouvelle", says("new"));
  router.add("GET", "/demandes/{reference}", says("show"));
  router.add("POST", "/demandes/{reference}/messages", says("message"));
  router.add("GET", "/demandes/{reference}/fichiers/{file}", says("file"));
  router.add("GET", "/assets/{name...}", says("asset"));
  return router;
}

Response ask(const std::string& method, const std::string& path) {
  static const Router router = example();
  Request request;
  request.method = method;
  request.path = path;
  return router(request);
}

std::string said(const std::string& method, const std::string& path) {
  return std::get<std::string>(ask(method, path).body);
}

TEST(Router, PrefersAFixedSegmentToAParameter) {
  EXPECT_EQ(said("GET", "/"), "home");
  EXPECT_EQ(said("GET", "/demandes/"), "list");
  EXPECT_EQ(said("GET", "/demandes/nouvelle"), "new");
  EXPECT_EQ(said("GET", "/demandes/D-12"), "show reference=D-12");
  EXPECT_EQ(said("GET", "/demandes/nouvelle/fichiers/3"), "file reference=nouvelle file=3");
  EXPECT_EQ(said("GET", "/assets/fonts/a.woff2"), "asset name=fonts/a.woff2");
}

TEST(Router, AnswersThatAPathDoesNotExist) {
  for (const char* path :
       {"/nothing", "/demandes/a/b", "/demandes/a/fichiers", "/assets", "/assets/", "/demandes//messages"}) {
    EXPECT_EQ(ask("GET", path).status, 404) << path;
  }
}

TEST(Router, NamesTheMethodsOfAPathThatKnowsOthers) {
  const Response response = ask("DELETE", "/demandes");
  EXPECT_EQ(response.status, 405);
  ASSERT_EQ(response.headers.size(), 1U);
  EXPECT_EQ(response.headers[0].second, "GET, HEAD, POST, OPTIONS");
  EXPECT_EQ(ask("OPTIONS", "/demandes").status, 204);
}

TEST(Router, GivesHeadToTheHandlerOfGet) {
  EXPECT_EQ(said("HEAD", "/demandes/x"), "show reference=x");
}

TEST(Router, RefusesARouteGivenTwice) {
  Router router;
  router.add("GET", "/a/{b}", [](Request&) { return empty(204); });
  EXPECT_THROW(router.add("GET", "/a/{c}", [](Request&) { return empty(204); }), std::logic_error);
  EXPECT_THROW(router.add("GET", "a", [](Request&) { return empty(204); }), std::logic_error);
  EXPECT_THROW(router.add("GET", "/{a...}/b", [](Request&) { return empty(204); }), std::logic_error);
}

}  // namespace
}  // namespace guichet::web::server
