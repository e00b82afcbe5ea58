# hamstring_stage(NAME <folder> [HOT] SOURCES a.cpp ... [TESTS a.test.cpp ...] [USES core model ...] [LIBRARIES pkg::x ...])
#
# One static library a folder (hamstring_<folder>) and, where there are tests, one test program
# (<folder>_tests) that is registered test by test. Sources are listed, never globbed.
#
# Half of a file's compile time is parsing the headers that all of them include. So each is parsed once, into one
# precompiled header a kind of target: stages, hot stages, the command line (CLI11 besides), tests (GoogleTest besides).
# GCC keeps the optimization level in a precompiled header: each level needs its own.
function(hamstring_precompiled NAME HEADER)
  set(_target hamstring_precompiled_${NAME})
  add_library(${_target} OBJECT ${PROJECT_SOURCE_DIR}/cmake/precompiled.cpp)
  target_link_libraries(${_target} PRIVATE hamstring_compiler_settings Eigen3::Eigen fmt::fmt nlohmann_json::nlohmann_json ${ARGN})
  target_include_directories(${_target} SYSTEM PRIVATE ${EIGEN3_INCLUDE_DIRS})
  target_include_directories(${_target} PRIVATE ${PROJECT_SOURCE_DIR})
  target_precompile_headers(${_target} PRIVATE ${PROJECT_SOURCE_DIR}/cmake/${HEADER})
endfunction()
hamstring_precompiled(stage precompiled_stage.h)
hamstring_precompiled(hot_stage precompiled_stage.h)
target_compile_options(hamstring_precompiled_hot_stage PRIVATE ${HAMSTRING_HOT_OPTIONS})
# Joined, the subcommands are two texts: reading CLI11 twice costs less than a header of their own.
if(NOT HAMSTRING_JOIN)
  hamstring_precompiled(command precompiled_command.h CLI11::CLI11)
endif()
if(HAMSTRING_TESTS)
  hamstring_precompiled(test precompiled_test.h GTest::gtest GTest::gmock)
endif()

# Reads files of a target as one where tools/unity_groups says that they can be: a clean build takes a third of the time.
# Presets for developers compile each file on its own, so that an include that is missing is missed.
function(hamstring_join TARGET)
  set_property(GLOBAL APPEND PROPERTY HAMSTRING_JOINED ${TARGET})
endfunction()

# Asks for all targets at once, when they are known: starting the tool takes longer than its answer.
function(hamstring_join_files)
  find_program(PYTHON3_PROGRAM python3)
  if(NOT HAMSTRING_JOIN OR NOT PYTHON3_PROGRAM)
    return()
  endif()
  get_property(_targets GLOBAL PROPERTY HAMSTRING_JOINED)
  set(_asked "")
  foreach(_target IN LISTS _targets)
    get_target_property(_sources ${_target} SOURCES)
    get_target_property(_folder ${_target} SOURCE_DIR)
    list(TRANSFORM _sources PREPEND ${_folder}/ OUTPUT_VARIABLE _files_of_${_target} REGEX "^[^/]")
    list(JOIN _files_of_${_target} "\t" _line)
    string(APPEND _asked "${_line}\n")
  endforeach()
  file(WRITE ${PROJECT_BINARY_DIR}/joined_files.txt "${_asked}")
  execute_process(COMMAND ${PYTHON3_PROGRAM} ${PROJECT_SOURCE_DIR}/tools/unity_groups
                  INPUT_FILE ${PROJECT_BINARY_DIR}/joined_files.txt OUTPUT_VARIABLE _answer COMMAND_ERROR_IS_FATAL ANY)
  string(STRIP "${_answer}" _answer)
  string(REPLACE "\n" ";" _answer "${_answer}")
  foreach(_target _numbers IN ZIP_LISTS _targets _answer)
    string(REPLACE "\t" ";" _groups "${_numbers}")
    foreach(_file _group IN ZIP_LISTS _files_of_${_target} _groups)
      set_source_files_properties(${_file} TARGET_DIRECTORY ${_target} PROPERTIES UNITY_GROUP "${_group}")
    endforeach()
    set_target_properties(${_target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  endforeach()
  # What is joined changes with what the files say.
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tools/unity_groups ${PROJECT_SOURCE_DIR}/tools/cpp_groups.py)
endfunction()

function(hamstring_stage)
  cmake_parse_arguments(STAGE "HOT" "NAME" "SOURCES;TESTS;USES;LIBRARIES;TEST_USES" ${ARGN})
  set(_library hamstring_${STAGE_NAME})
  add_library(${_library} STATIC ${STAGE_SOURCES})
  target_include_directories(${_library} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${_library} PUBLIC Eigen3::Eigen fmt::fmt ${STAGE_LIBRARIES} PRIVATE hamstring_compiler_settings)
  foreach(_used IN LISTS STAGE_USES)
    target_link_libraries(${_library} PUBLIC hamstring_${_used})
  endforeach()
  if(STAGE_HOT)
    target_compile_options(${_library} PRIVATE ${HAMSTRING_HOT_OPTIONS})
    target_precompile_headers(${_library} REUSE_FROM hamstring_precompiled_hot_stage)
  else()
    target_precompile_headers(${_library} REUSE_FROM hamstring_precompiled_stage)
  endif()
  hamstring_join(${_library})
  if(STAGE_TESTS)
    hamstring_tests(NAME ${STAGE_NAME} SOURCES ${STAGE_TESTS} USES ${STAGE_NAME} ${STAGE_TEST_USES})
  endif()
endfunction()

# hamstring_tests(NAME <name> SOURCES a.test.cpp ... USES <stage> ... TOGETHER <pattern> ...): one test program,
# <name>_tests; nothing where the tests are not built. Each test runs in a process of its own, those that fit a pattern
# of TOGETHER in one (<name>.together), since they share what is costly to make.
function(hamstring_tests)
  if(NOT HAMSTRING_TESTS)
    return()
  endif()
  cmake_parse_arguments(T "" "NAME" "SOURCES;USES;LIBRARIES;TOGETHER" ${ARGN})
  set(_tests ${T_NAME}_tests)
  add_executable(${_tests} ${T_SOURCES})
  target_include_directories(${_tests} PRIVATE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${_tests} PRIVATE hamstring_compiler_settings GTest::gtest_main GTest::gmock Eigen3::Eigen fmt::fmt ${T_LIBRARIES})
  foreach(_used IN LISTS T_USES)
    target_link_libraries(${_tests} PRIVATE hamstring_${_used})
  endforeach()
  target_precompile_headers(${_tests} REUSE_FROM hamstring_precompiled_test)
  target_compile_definitions(${_tests} PRIVATE HAMSTRING_PROJECT_DIR="${PROJECT_SOURCE_DIR}")
  hamstring_join(${_tests})
  set(_each "*")
  if(T_TOGETHER)
    list(JOIN T_TOGETHER ":" _together)
    set(_each "-${_together}")
    add_test(NAME ${T_NAME}.together COMMAND ${_tests} "--gtest_filter=${_together}")
    set_tests_properties(${T_NAME}.together PROPERTIES TIMEOUT 900)
  endif()
  gtest_discover_tests(${_tests} TEST_PREFIX "${T_NAME}." DISCOVERY_MODE PRE_TEST TEST_FILTER "${_each}"
                       DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 300)
endfunction()

# hamstring_lanes(<stem>): the files <stem>_2.cpp, _4.cpp and _8.cpp of a stage compute with as many doubles at once, with
# the instructions of the machines that have them; which one runs is decided at start. No multiplication is fused with an
# addition, so that all of them give the same bits. What they compile must stay their own: nothing precompiled or joined.
function(hamstring_lanes STEM)
  set(_wide_4 -mavx2)
  set(_wide_8 -mavx512f -mprefer-vector-width=512)
  foreach(_width 2 4 8)
    set(_options -ffp-contract=off -Wno-psabi)
    if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64" AND NOT _width EQUAL 2)
      list(APPEND _options ${_wide_${_width}})
    endif()
    set_source_files_properties(${STEM}_${_width}.cpp PROPERTIES COMPILE_OPTIONS "${_options}"
                                SKIP_PRECOMPILE_HEADERS ON SKIP_UNITY_BUILD_INCLUSION ON)
  endforeach()
endfunction()
