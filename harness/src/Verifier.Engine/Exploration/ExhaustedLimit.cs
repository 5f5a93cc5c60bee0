namespace Verifier.Engine.Exploration;

/// <summary>A limit of the machine that exploration lowers.</summary>
public enum ExhaustedLimit
{
    /// <summary>Bytes of nonpaged pool.</summary>
    NonPagedPool,

    /// <summary>Bytes of paged pool.</summary>
    PagedPool,

    /// <summary>System page table entries.</summary>
    SystemPtes,

    /// <summary>Map registers for DMA.</summary>
    MapRegisters,
}
