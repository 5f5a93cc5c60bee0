using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary><c>wmi</c>: IRP_MJ_SYSTEM_CONTROL.</summary>
public sealed record WmiOperation : Operation, IOutputOperation
{
    /// <inheritdoc/>
    public override string Word => "wmi";

    /// <summary>The minor function.</summary>
    public required WmiRequest Request { get; init; }

    /// <summary>GUID of the data block; null for all zeroes.</summary>
    public Guid? Block { get; init; }

    /// <summary>Input bytes; null if there are none.</summary>
    public DataLiteral? Input { get; init; }

    /// <summary>Length of the output buffer in bytes.</summary>
    public int OutputLength { get; init; }

    /// <inheritdoc/>
    public ImmutableArray<ByteRange> Varies { get; init; } = [];
}

/// <summary>The WMI minor functions; the values are the minor codes (harness/docs/facts/io.md#wmi-requests).</summary>
public enum WmiRequest
{
    /// <summary>IRP_MN_QUERY_ALL_DATA.</summary>
    QueryAllData = 0,

    /// <summary>IRP_MN_QUERY_SINGLE_INSTANCE.</summary>
    QuerySingleInstance = 1,

    /// <summary>IRP_MN_CHANGE_SINGLE_INSTANCE.</summary>
    ChangeSingleInstance = 2,

    /// <summary>IRP_MN_CHANGE_SINGLE_ITEM.</summary>
    ChangeSingleItem = 3,

    /// <summary>IRP_MN_ENABLE_EVENTS.</summary>
    EnableEvents = 4,

    /// <summary>IRP_MN_DISABLE_EVENTS.</summary>
    DisableEvents = 5,

    /// <summary>IRP_MN_ENABLE_COLLECTION.</summary>
    EnableCollection = 6,

    /// <summary>IRP_MN_DISABLE_COLLECTION.</summary>
    DisableCollection = 7,

    /// <summary>IRP_MN_REGINFO.</summary>
    RegInfo = 8,

    /// <summary>IRP_MN_EXECUTE_METHOD.</summary>
    ExecuteMethod = 9,

    /// <summary>IRP_MN_REGINFO_EX.</summary>
    RegInfoEx = 11,
}
