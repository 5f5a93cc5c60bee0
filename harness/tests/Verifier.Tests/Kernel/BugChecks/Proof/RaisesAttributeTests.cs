using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Commands;
using Verifier.Kernel;

namespace Verifier.Tests.Kernel.BugChecks.Proof;

/// <summary>A claim that is not true fails the test that makes it.</summary>
public sealed class RaisesAttributeTests
{
    [TestCase(0x9Aul, TestStatus.Passed)]
    [TestCase(0x9Bul, TestStatus.Failed)]
    public void Claim_is_compared_with_what_the_test_raised(ulong claimed, TestStatus expected)
    {
        var test = TestExecutionContext.CurrentContext.CurrentTest;
        var context = new TestExecutionContext { CurrentTest = test, CurrentResult = test.MakeTestResult(), TestObject = new Raised() };
        var result = new RaisesAttribute(BugCheckCode.BAD_POOL_CALLER, claimed).Wrap(new Passing(test)).Execute(context);
        Assert.That(result.ResultState.Status, Is.EqualTo(expected));
    }

    private sealed class Passing(Test test) : TestCommand(test)
    {
        public override TestResult Execute(TestExecutionContext context)
        {
            context.CurrentResult.SetResult(ResultState.Success);
            return context.CurrentResult;
        }
    }

    private sealed class Raised : IRaisingFixture
    {
        public IReadOnlySet<ProvenStop> RaisedByTest() => new HashSet<ProvenStop> { new(BugCheckCode.BAD_POOL_CALLER, 0x9A) };
    }
}
