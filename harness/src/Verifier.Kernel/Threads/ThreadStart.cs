namespace Verifier.Kernel;

/// <summary>The start of a thread that has an object of its own: the object, the driver routine, and the call when it has ended.</summary>
internal sealed record ThreadStart(ulong ThreadObject, ulong Routine, Action? Ended);
