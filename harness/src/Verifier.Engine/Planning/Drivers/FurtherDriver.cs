using Verifier.Scenarios.Model;

namespace Verifier.Engine.Planning;

/// <summary>A driver that is loaded beside the one under test. Nothing is injected into it unless a fault of the script names it.</summary>
/// <param name="Driver">The driver.</param>
/// <param name="Stack">Where its device is in the stack of the driver under test.</param>
public sealed record FurtherDriver(DriverUnderTest Driver, StackPlace Stack);
