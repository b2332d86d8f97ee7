/* SPDX-License-Identifier: Apache-2.0 */
/* One exported function for every public struct of the frozen contract, so that abidiff sees each with all that it
 * holds. Compiled and compared by scripts/checks/abi, never run. What is released here is never taken away. */
#include <guichet/plugin.h>

#define WITNESS(name)                                     \
  void guichet_witness_##name(const guichet_##name* it);  \
  void guichet_witness_##name(const guichet_##name* it) { \
    (void)it;                                             \
  }

WITNESS(str)
WITNESS(json)
WITNESS(sink)
WITNESS(entry)
WITNESS(host)
WITNESS(call)
WITNESS(plugin)
WITNESS(host_log)
WITNESS(host_settings)
WITNESS(host_requests)
WITNESS(plugin_automation)
WITNESS(plugin_option_source)
WITNESS(plugin_validator)

const guichet_entry* guichet_plugin_entry(void) {
  return 0;
}
