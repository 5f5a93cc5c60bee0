namespace Verifier.Kernel;

/// <summary>A comparison of qsort and bsearch: negative, zero or positive as the first element is less, equal or greater.</summary>
[DriverRoutine]
internal delegate int CRT_COMPARE(Pointer first, Pointer second);
