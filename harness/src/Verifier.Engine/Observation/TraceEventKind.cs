namespace Verifier.Engine.Observation;

/// <summary>What a trace event says.</summary>
public enum TraceEventKind
{
    /// <summary>The driver called a DDI.</summary>
    Call,

    /// <summary>The DDI returned.</summary>
    Return,

    /// <summary>The DDI raised an exception.</summary>
    Raise,

    /// <summary>The DDI was made to fail.</summary>
    Injected,

    /// <summary>The DDI failed by itself: the resource has run out.</summary>
    Shortage,

    /// <summary>The system called a routine of the driver.</summary>
    Enter,

    /// <summary>A routine of the driver returned.</summary>
    Leave,

    /// <summary>An operation of the workload began.</summary>
    OperationBegin,

    /// <summary>An operation of the workload ended.</summary>
    OperationEnd,

    /// <summary>A rule was broken; the machine went on.</summary>
    Violation,

    /// <summary>The machine stopped: a bug check or a hang.</summary>
    Stop,
}
