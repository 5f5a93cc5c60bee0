namespace Verifier.Kernel;

/// <summary>The result of a compare routine of a generic table for its first element.</summary>
public enum RTL_GENERIC_COMPARE_RESULTS
{
    /// <summary>It comes before the second.</summary>
    GenericLessThan,

    /// <summary>It comes after the second.</summary>
    GenericGreaterThan,

    /// <summary>It is the second.</summary>
    GenericEqual,
}
