// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/tool/checks/subject.hpp"

#include <string>
#include <vector>

namespace guichet::sdk_tool {

/// One thing that must hold. Each runs in a process of its own, so it may crash.
struct Rule {
  enum class For { sources, bundle, both };
  const char* name;   ///< "workflow-sound", for --rule and machines
  const char* claim;  ///< what holds when it passes, "every step of a workflow can be reached"
  For of;
  Problems (*problems)(const Subject&);
};

/// In the order they are told.
[[nodiscard]] const std::vector<Rule>& rules();

// One file each; see the claim in rules.cpp.
Problems check_plugin_file(const Subject& subject);
Problems check_service_files(const Subject& subject);
Problems check_article_files(const Subject& subject);
Problems check_other_files(const Subject& subject);
Problems check_translations(const Subject& subject);
Problems check_article_languages(const Subject& subject);
Problems check_form_labels(const Subject& subject);
Problems check_form_reach(const Subject& subject);
Problems check_ways_of_saying(const Subject& subject);
Problems check_workflow_steps(const Subject& subject);
Problems check_workflow_cycles(const Subject& subject);
Problems check_trust_first(const Subject& subject);
Problems check_automations_used(const Subject& subject);
Problems check_scenario_files(const Subject& subject);
Problems check_bundle_files(const Subject& subject);
Problems check_bundle_alone(const Subject& subject);
Problems check_signature(const Subject& subject);
Problems check_exported_symbols(const Subject& subject);
Problems check_unique_symbols(const Subject& subject);
Problems check_needed_libraries(const Subject& subject);
Problems check_start_and_stop(const Subject& subject);
Problems check_unknown_ids(const Subject& subject);
Problems check_random_input(const Subject& subject);

}  // namespace guichet::sdk_tool
