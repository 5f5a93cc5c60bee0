namespace Verifier.Engine.Observation;

/// <summary>Why an operation is done.</summary>
public enum OperationRole
{
    /// <summary>The script says so.</summary>
    Script,

    /// <summary>Once more without faults: has the driver recovered?</summary>
    Probe,

    /// <summary>Once more with the fault: does what the driver holds grow each time?</summary>
    Echo,

    /// <summary>After the script's end: gives back what the script leaves open.</summary>
    WindUp,
}
