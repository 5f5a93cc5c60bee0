namespace Verifier.Scenarios.Model;

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
