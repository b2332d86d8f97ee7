// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/commitment.hpp"
#include "kernel/domain/place.hpp"
#include "kernel/identity/viewer.hpp"
#include "kernel/matching/matcher.hpp"
#include "kernel/matching/place_mentions.hpp"
#include "kernel/matching/request_search.hpp"
#include "kernel/plugins/registry.hpp"
#include "kernel/storage/database.hpp"
#include "kernel/storage/files.hpp"
#include "kernel/storage/people.hpp"

#include <functional>
#include <memory>
#include <string>

namespace guichet::counter {

class IncidentBoard;
class PinnedServices;
class PluginQuestions;

/// What the use cases work with. Built once by `main`, borrowed by all of them; everything in it is thread-safe.
struct Counter {
  storage::Database& database;
  storage::Files& files;
  const plugins::Registry& registry;
  const matching::Matcher& matcher;
  const matching::RequestSearch& search;
  const domain::Places& places;  ///< read at start
  const std::vector<storage::Component>& components;
  const domain::Calendar& calendar;
  PinnedServices& pinned;  ///< published versions that requests refer to
  bool demonstration = false;
  std::string recovery_service;          ///< sent for people who cannot sign in, "it/account-unlock"; empty: none
  std::function<void()> wake_jobs;       ///< called after a change left jobs; cheap, may be empty
  std::string data_folder = {};          ///< of this node: installed bundles and working files
  PluginQuestions* questions = nullptr;  ///< what pages ask of plugins; null: they are not asked
  /// A read or write that is under way and holds others up: forms then read through it, and wait for no plugin.
  storage::Connection* within = nullptr;
  const matching::PlaceMentions* place_mentions = nullptr;  ///< over `places`; null: places are not found in words
  IncidentBoard* incidents = nullptr;                       ///< those under way; null: none are known
};

/// Who asks, in which language, when.
struct Asker {
  const identity::Viewer* viewer = nullptr;  ///< null: signed out
  domain::Language language = domain::Language::fr;
  domain::Instant now = 0;

  [[nodiscard]] const domain::Person* person() const { return viewer ? &viewer->person : nullptr; }
  [[nodiscard]] domain::PersonId id() const { return viewer ? viewer->person.id : 0; }
};

}  // namespace guichet::counter
