using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>A call that failed although no rule said so: the resource had really run out.</summary>
/// <param name="Ddi">The DDI.</param>
/// <param name="CallNumber">Position among the driver's calls, 1-based.</param>
/// <param name="Operation">The operation in progress, by index; -1 outside of one.</param>
/// <param name="Stack">The driver's frames; empty when the run captures none.</param>
public sealed record Shortage(Ddi Ddi, long CallNumber, int Operation, DriverStack Stack);
