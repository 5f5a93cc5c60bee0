using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Memory;

/// <summary>First-fit runs of slots.</summary>
public sealed class RunAllocatorTests
{
    [Test]
    public void Find_is_the_first_run_that_fits()
    {
        var runs = new RunAllocator(200);
        runs.Take(0, 3);
        runs.Take(5, 60);
        Assert.That(runs.Find(2, 0, 200), Is.EqualTo(3));
        Assert.That(runs.Find(3, 0, 200), Is.EqualTo(65));
        runs.Return(60, 5);
        Assert.That(runs.Find(5, 0, 200), Is.EqualTo(60));
        Assert.That(runs.Used, Is.EqualTo(58));
    }

    [TestCase(0, 10, 11, -1)]
    [TestCase(0, 10, 10, 0)]
    [TestCase(3, 10, 7, 3)]
    [TestCase(3, 10, 8, -1)]
    [TestCase(0, 1000, 100, 0)]
    [TestCase(0, 1000, 101, -1)]
    [TestCase(0, 100, 0, -1)]
    public void Find_stays_within_its_limits(int from, int end, int count, int expected) =>
        Assert.That(new RunAllocator(100).Find(count, from, end), Is.EqualTo(expected));

    [Test]
    public void Find_does_not_cross_a_boundary()
    {
        var runs = new RunAllocator(100);
        runs.Take(0, 6);
        Assert.That(runs.Find(3, 0, 100, boundary: 8), Is.EqualTo(8));
        Assert.That(runs.Find(2, 0, 100, boundary: 8), Is.EqualTo(6));
        Assert.That(runs.Find(9, 0, 100, boundary: 8), Is.EqualTo(-1));
    }

    [Test]
    public void Find_agrees_with_a_search_slot_by_slot()
    {
        var runs = new RunAllocator(300);
        var taken = new bool[300];
        var state = 12345u;
        for (var i = 0; i < 150; i++)
        {
            state = (state * 1664525) + 1013904223;
            var slot = (int)(state >> 8) % 300;
            if (!taken[slot])
            {
                taken[slot] = true;
                runs.Take(slot, 1);
            }
        }

        for (var count = 1; count < 12; count++)
        {
            var slow = Enumerable.Range(0, 301 - count).FirstOrDefault(at => !taken.AsSpan(at, count).Contains(true), -1);
            Assert.That(runs.Find(count, 0, 300), Is.EqualTo(slow), $"{count} slots");
        }
    }
}
