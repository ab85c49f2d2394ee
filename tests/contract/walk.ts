// What both walks have.

// Tell whether something is as it should be.
export type Check = (condition: boolean, name: string) => void;

// The rate of two amounts, in percent with two decimals; none of a budget of zero.
export function rate(of: { annual_budget: string; executed: string } | undefined): string | undefined {
	if (of === undefined) {
		return undefined;
	}
	// Hundredths of yuan, and of a percent; half away from zero.
	const [budget, executed] = [of.annual_budget, of.executed].map((amount) => BigInt(amount.replace(".", "")));
	if (budget === undefined || executed === undefined || budget <= 0n) {
		return undefined;
	}
	const hundredths = String((executed * 20000n + budget) / (budget * 2n)).padStart(3, "0");
	return `${hundredths.slice(0, -2)}.${hundredths.slice(-2)}`;
}
