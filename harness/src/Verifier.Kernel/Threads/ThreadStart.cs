namespace Verifier.Kernel;

/// <summary>How a thread began that has an object of its own: the object, the driver routine, and what to do when it has ended.</summary>
internal sealed record ThreadStart(ulong ThreadObject, ulong Routine, Action? Ended);
