namespace Verifier.Engine.Observation;

/// <summary>The kinds of trace events. The numbers are in the hashes of traces: a number is never used again.</summary>
public enum TraceEventKind
{
    /// <summary>The driver called a DDI.</summary>
    Call = 0,

    /// <summary>The DDI returned.</summary>
    Return = 1,

    /// <summary>The DDI raised an exception.</summary>
    Raise = 2,

    /// <summary>The DDI was made to fail.</summary>
    Injected = 3,

    /// <summary>The DDI failed by itself: the resource has run out.</summary>
    Shortage = 4,

    /// <summary>The system called a routine of the driver.</summary>
    Enter = 5,

    /// <summary>A routine of the driver returned.</summary>
    Leave = 6,

    /// <summary>An operation of the workload began.</summary>
    OperationBegin = 7,

    /// <summary>An operation of the workload ended.</summary>
    OperationEnd = 8,

    /// <summary>A rule was broken; the machine went on.</summary>
    Violation = 9,

    /// <summary>The machine stopped: a bug check or a hang.</summary>
    Stop = 10,
}
