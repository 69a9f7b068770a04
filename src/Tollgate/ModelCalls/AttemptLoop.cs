using Tollgate.Core;
using Tollgate.Upstreams;

namespace Tollgate.ModelCalls;

/// <summary>Steps 8 to 10, once or twice: one retry on another account after a failure that came before the first byte.</summary>
internal sealed class AttemptLoop(AttemptRunner runner, DeploymentChooser chooser)
{
    private const int MostAttempts = 2;

    /// <summary>Runs the plan; null when the client has its answer.</summary>
    public async ValueTask<Refusal?> RunAsync(AdmittedCall call, CallPlan plan)
    {
        var deployment = plan.First;
        for (var number = 1; ; number++)
        {
            var next = number < MostAttempts ? chooser.Next(plan.Among, deployment, plan.Affinity) : null;
            var verdict = await runner.RunAsync(call, deployment, number, canRetry: next is not null);
            if (!verdict.Retries)
            {
                return verdict.Refusal;
            }

            deployment = next!;
        }
    }
}
