// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/registry.hpp"

#include <string>
#include <vector>

namespace guichet::plugins {

/// What one bundle brings, typed, every id full ("it/network").
struct Contributions {
  PluginInfo info;
  std::vector<Theme> themes;
  std::vector<domain::Service> services;
  std::vector<nlohmann::json> definitions;
  std::vector<domain::Article> articles;
  std::vector<domain::Team> teams;
  std::vector<domain::Route> routing;
  std::vector<Automation> automations;
  std::vector<OptionSource> option_sources;
  std::vector<Validator> validators;
  std::vector<Schedule> schedules;
  std::vector<Panel> panels;
  std::vector<domain::Calendar> calendars;
  std::vector<MailTemplate> mail_templates;
  std::vector<Connector> connectors;
};

/// Reads a checked manifest. Error{invalid} with a detail when the domain refuses a service.
[[nodiscard]] domain::Result<Contributions> contributions_of(const Bundle& bundle);

/// The parts of a checked manifest that its library serves, and those that go with them.
void read_library_contributions(const nlohmann::json& manifest, const std::string& plugin, Contributions& read);

/// One page of a checked manifest with its Markdown, rendered.
[[nodiscard]] domain::Article article_of(const nlohmann::json& article, const std::string& plugin,
                                         const std::string& markdown);

}  // namespace guichet::plugins
