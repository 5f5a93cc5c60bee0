namespace Verifier.Reporting.Model;

/// <summary>One event of a run.</summary>
/// <param name="Time">Virtual time in 100 ns.</param>
/// <param name="Irql">IRQL.</param>
/// <param name="Kind">The event's kind: <c>call</c>, <c>return</c>, <c>injected</c> …</param>
/// <param name="Name">DDI, routine or operation.</param>
/// <param name="Text">As a trace prints it, without time and IRQL.</param>
public sealed record TimelineEvent(long Time, byte Irql, string Kind, string Name, string Text);
