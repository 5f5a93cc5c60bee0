using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Rtl;

public sealed class RtlDebugTests : KeFixture
{
    private readonly List<string> _printed = [];

    [SetUp]
    public void Watch()
    {
        _printed.Clear();
        Machine.Observer = new Listener(_printed);
    }

    [Test]
    public void DbgPrint_of_a_model_goes_to_the_observer_as_it_is()
    {
        Driver.DbgPrint("100 % of 5\n");
        Driver.DbgPrintEx(77, 3, "level");
        Assert.That(_printed, Is.EqualTo(new[] { "100 % of 5\n", "level" }));
    }

    [TestCase("%d|%u|%x|%08X", "-1|4294967295|ff|000000FF")]
    [TestCase("%5d|%-4u|%%|%I64x", "   -1|4294967295|%|ff")]
    public void DbgPrint_of_a_compiled_driver_formats_numbers(string format, string expected)
    {
        Print(format, ulong.MaxValue, ulong.MaxValue, 0xFF, 0xFF);
        Assert.That(_printed.Single(), Is.EqualTo(expected));
    }

    [Test]
    public void DbgPrint_of_a_compiled_driver_formats_texts_and_pointers()
    {
        Print("%s %ws %wZ %p %s", Driver.AnsiLiteral("a"), Driver.WideLiteral("b"), Driver.UnicodeLiteral("c"), 0xAB, 0);
        Assert.That(_printed.Single(), Is.EqualTo("a b c 00000000000000AB (null)"));
    }

    [Test]
    public void vDbgPrintEx_takes_its_values_from_a_list_in_memory()
    {
        var list = NonPaged(0);
        list.Write(0, 7UL);
        list.WritePointer(8, Driver.AnsiLiteral("pages"));
        Driver.vDbgPrintEx(0, 0, Driver.AnsiLiteral("%d %s, 100%%"), list);
        Assert.That(_printed.Single(), Is.EqualTo("7 pages, 100%"));
        Assert.That(
            () => Driver.DbgBreakPointWithStatus(1),
            Throws.InstanceOf<KernelException>().With.Property("Status").EqualTo(NTSTATUS.STATUS_BREAKPOINT));
    }

    [Test]
    public void RtlAssert_says_what_failed_and_breaks()
    {
        Assert.That(
            () => Driver.RtlAssert("x != NULL", "queue.c", 12),
            Throws.InstanceOf<KernelException>().With.Property("Status").EqualTo(NTSTATUS.STATUS_BREAKPOINT));
        Assert.That(_printed.Single(), Does.Contain("x != NULL").And.Contain("queue.c, line 12"));
    }

    private sealed class Listener(List<string> printed) : IMachineObserver
    {
        public void Violated(ProtocolViolation violation)
        {
        }

        public void Stopped(StopReason reason)
        {
        }

        public void DebugPrinted(string text) => printed.Add(text);
    }

    private void Print(string format, params ulong[] arguments) =>
        Machine.Gate.Call(Driver.Image, DdiCatalogue.Find("DbgPrint")!, [Driver.AnsiLiteral(format), .. arguments]);
}
