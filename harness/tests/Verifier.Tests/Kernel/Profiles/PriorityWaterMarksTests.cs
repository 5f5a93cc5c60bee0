using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Profiles;

public sealed class PriorityWaterMarksTests
{
    [TestCase(EX_POOL_PRIORITY.LowPoolPriority, 800, false)]
    [TestCase(EX_POOL_PRIORITY.LowPoolPriority, 799, true)]
    [TestCase(EX_POOL_PRIORITY.LowPoolPrioritySpecialPoolUnderrun, 799, true)]
    [TestCase(EX_POOL_PRIORITY.NormalPoolPriority, 799, false)]
    [TestCase(EX_POOL_PRIORITY.NormalPoolPriority, 200, false)]
    [TestCase(EX_POOL_PRIORITY.NormalPoolPriority, 199, true)]
    [TestCase(EX_POOL_PRIORITY.NormalPoolPrioritySpecialPoolOverrun, 199, true)]
    [TestCase(EX_POOL_PRIORITY.HighPoolPriority, 1, false)]
    [TestCase(EX_POOL_PRIORITY.HighPoolPriority, 0, true)]
    public void Fails_below_the_mark_of_the_priority(EX_POOL_PRIORITY priority, long available, bool fails) =>
        Assert.That(PriorityWaterMarks.Default.Fails(priority, available, 6400), Is.EqualTo(fails));

    [TestCase(MM_PAGE_PRIORITY.LowPagePriority | MM_PAGE_PRIORITY.MdlMappingNoExecute, 799, true)]
    [TestCase(MM_PAGE_PRIORITY.HighPagePriority | MM_PAGE_PRIORITY.MdlMappingNoWrite, 1, false)]
    [TestCase(MM_PAGE_PRIORITY.NormalPagePriority, 199, true)]
    public void Fails_reads_the_priority_below_the_mapping_flags(MM_PAGE_PRIORITY priority, long available, bool fails) =>
        Assert.That(PriorityWaterMarks.Default.Fails(priority, available, 6400), Is.EqualTo(fails));

    [Test]
    public void Whatever_fails_a_priority_fails_the_lower_ones_too([Values(0, 1, 3, 7, 100)] long total)
    {
        for (long available = 0; available <= total; available++)
        {
            bool low = PriorityWaterMarks.Default.Fails(EX_POOL_PRIORITY.LowPoolPriority, available, total);
            bool normal = PriorityWaterMarks.Default.Fails(EX_POOL_PRIORITY.NormalPoolPriority, available, total);
            bool high = PriorityWaterMarks.Default.Fails(EX_POOL_PRIORITY.HighPoolPriority, available, total);
            Assert.That((high && !normal) || (normal && !low), Is.False, $"{available} of {total}");
        }
    }
}
