namespace Verifier.Engine.Observation;

/// <summary>The reasons for which an operation is done.</summary>
public enum OperationRole
{
    /// <summary>The script says so.</summary>
    Script,

    /// <summary>Once more without faults, to see that the driver has recovered.</summary>
    Probe,

    /// <summary>Once more with the fault, to see whether what the driver holds grows each time.</summary>
    Echo,

    /// <summary>After the script's end: gives back what the script leaves open.</summary>
    WindUp,
}
