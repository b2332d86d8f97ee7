// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/checks/rule.hpp"

namespace guichet::sdk_tool {

const std::vector<Rule>& rules() {
  using For = Rule::For;
  static const std::vector<Rule> all = {
      {"plugin-file", "plugin.yaml holds", For::sources, check_plugin_file},
      {"service-files", "every service holds", For::sources, check_service_files},
      {"article-files", "every article holds, and its links lead somewhere", For::sources, check_article_files},
      {"other-files", "everything else that is written holds", For::sources, check_other_files},
      {"files", "the files are those the manifest lists, and the kernel reads them", For::bundle, check_bundle_files},
      {"accepted", "the kernel accepts what it contributes", For::bundle, check_bundle_alone},
      {"signature", "a signature, when there is one, is of these very bytes", For::bundle, check_signature},
      {"translations", "every text is in French and in English", For::both, check_translations},
      {"article-languages", "every article is in French and in English", For::both, check_article_languages},
      {"form-labels", "every question and every option has a name that can be read aloud", For::both,
       check_form_labels},
      {"form-reach", "every question can show", For::both, check_form_reach},
      {"ways-of-saying", "services can be told apart by how people ask for them", For::both, check_ways_of_saying},
      {"workflow-steps", "every step of a workflow can be reached", For::both, check_workflow_steps},
      {"workflow-cycles", "no step of a workflow waits for itself", For::both, check_workflow_cycles},
      {"trust-first", "nothing is spent or granted before somebody agreed, but where that is accepted by name",
       For::both, check_trust_first},
      {"automations-used", "every automation is used, and every one used is declared", For::both,
       check_automations_used},
      {"scenarios", "every scenario can be read, and every service has one", For::sources, check_scenario_files},
      {"exported-symbols", "the library exports guichet_plugin_entry and nothing else", For::bundle,
       check_exported_symbols},
      {"unique-symbols", "the library can be unloaded: no symbol is marked unique", For::bundle, check_unique_symbols},
      {"needed-libraries", "the library needs the C library alone", For::bundle, check_needed_libraries},
      {"starts-and-stops", "it starts and stops in a real worker, twice", For::bundle, check_start_and_stop},
      {"unknown-ids", "it answers what it does not know with an error", For::bundle, check_unknown_ids},
      {"random-input", "it survives any JSON", For::bundle, check_random_input},
  };
  return all;
}

}  // namespace guichet::sdk_tool
