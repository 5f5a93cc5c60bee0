namespace Verifier.Workers.Messages;

/// <summary>The kinds of messages between program and worker. One byte of every message.</summary>
internal enum MessageKind : byte
{
    /// <summary>To the worker: work with this script and driver from now on (a <see cref="WorkOrder"/>).</summary>
    Open = 1,

    /// <summary>To the worker: do the golden run.</summary>
    Record,

    /// <summary>To the worker: do a case.</summary>
    Case,

    /// <summary>To the worker: do a case, and say before it in which variation.</summary>
    CaseAlone,

    /// <summary>To the worker: make the minimal scenario of a finding (JSON of a <see cref="Running.MinimalOrder"/>).</summary>
    Shrink,

    /// <summary>To the worker: say which models there are (a <see cref="CatalogueOrder"/>).</summary>
    ListModels,

    /// <summary>From the worker: it has begun and reads.</summary>
    Ready,

    /// <summary>From the worker: the work order is understood (text: warnings about the driver's files, one a line).</summary>
    Opened,

    /// <summary>From the worker: it cannot do what it was asked, for a reason that the user can mend (text).</summary>
    Refused,

    /// <summary>From the worker: the harness failed (text).</summary>
    Failed,

    /// <summary>From the worker: the golden run (JSON).</summary>
    Golden,

    /// <summary>From the worker: the next case is run in this variation, or the next model is made, of this type (text).</summary>
    Begun,

    /// <summary>From the worker: a case without anything to tell, in few bytes.</summary>
    Passed,

    /// <summary>From the worker: a case (JSON).</summary>
    Result,

    /// <summary>From the worker: a minimal scenario, or why there is none (JSON).</summary>
    Shrunk,

    /// <summary>From the worker: the models that there are (a <see cref="Catalogue"/>).</summary>
    Models,

    /// <summary>From the worker: the driver took control in this run (text: how). Nothing that the worker does afterwards can be trusted.</summary>
    Uncontrolled,

    /// <summary>To the worker: do the run as its script says (text: the name of an <see cref="IRunAccount"/>).</summary>
    Run,

    /// <summary>From the worker: what is kept of such a run (an account's name, and what it wrote).</summary>
    Ran,

    /// <summary>To the worker: do a run again (a <see cref="ReplayOrder"/>).</summary>
    Replay,

    /// <summary>From the worker: what came of that (a <see cref="ReplayAnswer{T}"/>).</summary>
    Replayed,

    /// <summary>To the worker: do something else with the plan (the name of an <see cref="IPlanTask"/>, and its order).</summary>
    Task,

    /// <summary>From the worker: what came of that (text).</summary>
    TaskDone,
}
