namespace Verifier.Engine.Planning;

/// <summary>An assembly of driver models cannot be used; the message says what, where and how to mend it.</summary>
public sealed class DriverAssemblyException(string message) : Exception(message);
