// What every subcommand includes besides.
#pragma once
#include <CLI/CLI.hpp>

#include "precompiled_stage.h"
