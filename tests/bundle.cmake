# guichet_test_bundle(NAME SOURCES file... [DEFINES definition...]): a plugin library where a bundle would have it,
# build/<preset>/bundles/NAME/plugin.so. Bad plugins are bad code, so the warnings of the house do not apply.
function(guichet_test_bundle name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEFINES" ${ARGN})
  add_library(bundle_${name} MODULE ${arg_SOURCES})
  target_compile_definitions(bundle_${name} PRIVATE ${arg_DEFINES})
  target_compile_options(bundle_${name} PRIVATE -w)
  target_include_directories(bundle_${name} PRIVATE ${CMAKE_SOURCE_DIR}/sdk/include)
  target_link_libraries(bundle_${name} PRIVATE guichet_plugin_api nlohmann_json::nlohmann_json)
  set_target_properties(bundle_${name} PROPERTIES
    PREFIX "" OUTPUT_NAME plugin SUFFIX .so C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bundles/${name})
endfunction()

# guichet_plugin_test(NAME LABEL label SOURCES file... BUNDLES name...): a test that runs plugins in real workers.
function(guichet_plugin_test name)
  cmake_parse_arguments(arg "" "LABEL" "SOURCES;BUNDLES" ${ARGN})
  guichet_test(${name} LABEL ${arg_LABEL} SOURCES ${arg_SOURCES} USES guichet_plugin_host)
  target_compile_definitions(${name} PRIVATE
    GUICHET_WORKER="$<TARGET_FILE:guichet-worker>" GUICHET_BUNDLES="${CMAKE_BINARY_DIR}/bundles")
  add_dependencies(${name} guichet-worker)
  foreach(bundle IN LISTS arg_BUNDLES)
    add_dependencies(${name} bundle_${bundle})
  endforeach()
endfunction()
