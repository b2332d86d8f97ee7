// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/reference.hpp"
#include "kernel/identity/passwords.hpp"
#include "kernel/storage/accounts.hpp"
#include "tests/support/counter_fixture.hpp"
#include "web/pages/portal.hpp"
#include "web/pages/preview/examples.hpp"
#include "web/pages/test_browser.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace guichet::web::pages {

/// The whole portal over a real counter and database, without a socket, and browsers of people signed in.
class PortalTest : public test::CounterFixture {
 protected:
  void SetUp() override {
    CounterFixture::SetUp();
    sessions = std::make_unique<identity::Sessions>(*database);
    auto loaded = server::Assets::load(std::string(GUICHET_BUILD_FOLDER) + "/assets");
    ASSERT_TRUE(loaded.ok());
    assets = std::make_unique<server::Assets>(std::move(loaded).value());
    PortalOptions options;
    options.temporary_folder = place->folder();
    options.now = [this] { return now; };
    options.failed = [this](std::string_view why) { failures.emplace_back(why); };
    prepare(options);
    portal = std::make_unique<Portal>(Tools{*counter, *sessions, templates(), *assets, streams, std::move(options)});
    router = std::make_unique<server::Router>(
        [this](const server::Request* request, int status) { return portal->problem(request, status); });
    portal->add_routes(*router);
  }
  /// For tests whose portal is started otherwise.
  virtual void prepare(PortalOptions& options) { (void)options; }
  void TearDown() override {
    EXPECT_THAT(failures, ::testing::IsEmpty());
    router.reset();
    portal.reset();
    sessions.reset();
    CounterFixture::TearDown();
  }

  /// Loaded once: they never change.
  static const Templates& templates() {
    static const Templates loaded = load_templates(GUICHET_BUILD_FOLDER);
    return loaded;
  }

  [[nodiscard]] TestBrowser stranger() { return TestBrowser(*router); }
  [[nodiscard]] TestBrowser signed_in(const std::string& login) {
    static const std::string hash = identity::hash_password("guichet");
    write([&](storage::Connection& connection) {
      storage::Accounts accounts(connection);
      accounts.set_password_hash(id(login), hash);
      for (const auto& right : viewers.at(login).rights) accounts.grant(id(login), right);
    });
    TestBrowser browser(*router);
    browser.get("/connexion");
    browser.post("/connexion", {{"login", login}, {"password", "guichet"}, {"retour", "/demandes"}});
    EXPECT_EQ(browser.location(), "/demandes");
    return browser;
  }
  [[nodiscard]] static std::string path_of(const domain::Request& request) {
    return "/demandes/" + domain::reference_of(request.id);
  }
  void take(TestBrowser& agent, const domain::Request& request) {
    agent.get(path_of(request));
    agent.post(path_of(request) + "/prendre", {{"version", agent.value_of("version")}});
    ASSERT_EQ(agent.status(), 303);
  }

  domain::Instant now = test::morning;
  std::vector<std::string> failures;
  server::EventStreams streams;
  std::unique_ptr<identity::Sessions> sessions;
  std::unique_ptr<server::Assets> assets;
  std::unique_ptr<Portal> portal;
  std::unique_ptr<server::Router> router;
};

}  // namespace guichet::web::pages
