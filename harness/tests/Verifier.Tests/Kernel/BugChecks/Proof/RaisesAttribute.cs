using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Commands;
using Verifier.Kernel;

namespace Verifier.Tests.Kernel.BugChecks.Proof;

/// <summary>
/// The test makes the kernel raise this stop, or note it as a protocol violation. Checked after each run of the test, so that it cannot
/// claim what does not happen; <see cref="StopProofTests"/> looks for a stop of the kernel that no test claims.
/// </summary>
/// <param name="code">The stop code.</param>
/// <param name="subCode">The sub-code, where the code has one and <see cref="SubCodeArgument"/> does not name it.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class RaisesAttribute(BugCheckCode code, ulong subCode = RaisesAttribute.None) : NUnitAttribute, IWrapTestMethod
{
    private const ulong None = ulong.MaxValue;

    /// <summary>The position of the test's argument that is the sub-code: for a test with cases.</summary>
    public int SubCodeArgument { get; init; } = -1;

    /// <summary>What a run of the test with these arguments must raise.</summary>
    public ProvenStop StopOf(object?[] arguments) => ProvenStop.Of(
        code, _ => SubCodeArgument >= 0 ? Convert.ToUInt64(arguments[SubCodeArgument], null) : subCode == None ? null : subCode);

    /// <inheritdoc/>
    public TestCommand Wrap(TestCommand command) => new Check(command, this);

    private sealed class Check(TestCommand inner, RaisesAttribute claim) : DelegatingTestCommand(inner)
    {
        public override TestResult Execute(TestExecutionContext context)
        {
            context.CurrentResult = innerCommand.Execute(context);
            var raised = ((IRaisingFixture)context.TestObject!).RaisedByTest();
            var claimed = claim.StopOf(context.CurrentTest.Arguments);
            if (context.CurrentResult.ResultState.Status == TestStatus.Passed && !raised.Contains(claimed))
            {
                context.CurrentResult.SetResult(
                    ResultState.Failure, $"The test claims to raise {claimed}, but raised [{string.Join(", ", raised)}].");
            }

            return context.CurrentResult;
        }
    }
}
