namespace Verifier.Kernel;

/// <summary>
/// The amounts of free memory below which a request of some priority fails. Windows publishes no thresholds, only that everything that
/// fails at a high priority fails at a lower one too (harness/docs/facts/memory.md#priorities), so these figures are our choice.
/// </summary>
/// <param name="LowDivisor">Low priority fails when less than the total divided by this is available.</param>
/// <param name="NormalDivisor">Normal priority likewise; larger than the one for low.</param>
public sealed record PriorityWaterMarks(int LowDivisor, int NormalDivisor)
{
    /// <summary>Low fails below 1/8, normal below 1/32, high only when nothing is left.</summary>
    public static readonly PriorityWaterMarks Default = new(8, 32);

    // The special-pool choice (8, 9) is in the low bits, the mapping flags are in the top two; the class is what remains.
    private const uint ClassMask = 0x0000_FFF0;

    /// <summary>True where a pool request of this priority must fail with so many of so many pages available.</summary>
    public bool Fails(EX_POOL_PRIORITY priority, long available, long total) => FailsClass((uint)priority & ClassMask, available, total);

    /// <summary>True where a mapping of this priority must fail with so many of so many system PTEs available.</summary>
    public bool Fails(MM_PAGE_PRIORITY priority, long available, long total) => FailsClass((uint)priority & ClassMask, available, total);

    private bool FailsClass(uint priorityClass, long available, long total)
    {
        if (available <= 0)
        {
            return true;
        }

        return priorityClass switch
        {
            (uint)EX_POOL_PRIORITY.LowPoolPriority => available < (total + LowDivisor - 1) / LowDivisor,
            (uint)EX_POOL_PRIORITY.NormalPoolPriority => available < (total + NormalDivisor - 1) / NormalDivisor,
            _ => false,
        };
    }
}
