#include "CMessageDigest.h"
