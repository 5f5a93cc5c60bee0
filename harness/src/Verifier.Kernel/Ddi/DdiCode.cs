namespace Verifier.Kernel;

/// <summary>A routine's code: arguments as register values in, register value out.</summary>
internal delegate ulong DdiBody(Machine machine, ReadOnlySpan<ulong> arguments);

/// <summary>Argument checks alone.</summary>
internal delegate void DdiCheck(Machine machine, ReadOnlySpan<ulong> arguments);

/// <summary>A routine that calls back or blocks; its result is what <see cref="SimulatedThread.Result"/> holds at its end.</summary>
internal delegate IEnumerator<KernelAction> DdiSequence(Machine machine, ReadOnlySpan<ulong> arguments);
