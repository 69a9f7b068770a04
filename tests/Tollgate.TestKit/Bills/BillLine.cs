namespace Tollgate.TestKit.Bills;

/// <summary>What the fake provider charges for one request it received.</summary>
/// <param name="Id">The response id, which is also in the answer.</param>
/// <param name="Number">The number of the request, from 1.</param>
/// <param name="Mark">The test's own mark from the prompt; null when it gave none.</param>
/// <param name="Surface">The operation, such as "chat".</param>
/// <param name="Model">The model.</param>
/// <param name="Tier">The tier that was served.</param>
/// <param name="Usage">What was used.</param>
/// <param name="Amount">What it costs in dollars, unrounded.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="IsReported">Whether the answer told the true usage.</param>
public sealed record BillLine(
    string Id, long Number, string? Mark, string Surface, string Model, string Tier,
    FakeUsage Usage, Rational Amount, BillOutcome Outcome, bool IsReported);
