using Verifier.Binaries.Checking;
using Verifier.Binaries.Tests.Playing;

namespace Verifier.Binaries.Tests.Checking;

public sealed class SelfTestTests : CompiledFixture
{
    [Test]
    public void Self_test_finds_this_host_able() => Assert.That(SelfTest.Run(), Is.Null);

    [Test]
    public void Host_check_says_whether_system_calls_are_refused() =>
        Assert.That(HostCheck.Report, Is.EqualTo(new HostReport(Problem: null) { Guard = HostCheck.Report.Guard }));
}
