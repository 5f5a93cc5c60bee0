namespace Verifier.Engine.Planning;

/// <summary>A scenario cannot be planned; the message says what does not fit and how to mend it.</summary>
public sealed class PlanException(string message) : Exception(message);
